#!/usr/bin/python
"""What an archive, or the directory that was made of it, has in its top folder."""

import gzip
import io
import os
import re
import tarfile
import zipfile
import zlib

from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = """
module: archive_contents
short_description: Looks into an archive without unpacking it
description: >-
  Reads only, and all of it, so that one that is cut off or damaged is found out. Of its top folder it returns C(files), and C(jars) with what
  their manifests say; C(problem) is empty, or says what is wrong as the end of a sentence.
options:
  path: {type: path, required: true, description: "A jar, which stands for a folder with nothing else in it; a zip; a tar.gz; or a directory."}
  files: {type: str, required: true, description: "A regular expression: which files are named. Their paths begin below the top folder."}
  entry: {type: str, default: "", description: "The path of an entry in a jar; C(has_entry) of the jar says whether it is there."}
"""


class Unusable(Exception):
    pass


def tar(path):
    """Its files in the order of the archive; what is asked of one has to be asked before the next."""
    with gzip.open(path) as stream:
        with tarfile.open(fileobj=stream, mode="r|", bufsize=1 << 20) as archive:
            for member in archive:
                if not member.isdir():
                    yield member.name, lambda member=member: archive.extractfile(member).read()
        while stream.read(1 << 20):  # to the end, where the checksum is
            pass


def zipped(path):
    with zipfile.ZipFile(path) as archive:
        broken = archive.testzip()
        if broken:
            raise Unusable("is damaged: %s in it cannot be read" % broken)
        for name in archive.namelist():
            if not name.endswith("/"):
                yield name, lambda name=name: archive.read(name)


def directory(path):
    for place, _, names in os.walk(path):
        for name in names:
            file = os.path.join(place, name)
            yield os.path.join("top", os.path.relpath(file, path)), lambda file=file: content(file)


def content(path):
    with open(path, "rb") as file:
        return file.read()


def members(path):
    if os.path.isdir(path):
        return directory(path)
    if path.endswith(".jar"):
        return iter([("top/" + os.path.basename(path), lambda: content(path))])
    return zipped(path) if path.endswith(".zip") else tar(path)


def manifest(text):
    """Its main attributes; a line that begins with a blank goes on with the one before."""
    head = re.split(r"\n\n", text.replace("\r\n", "\n"))[0].replace("\n ", "")
    return dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)


def jar(name, data, entry):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            broken = archive.testzip()
            if broken:
                raise Unusable("is damaged: %s in %s cannot be read" % (broken, name))
            names = archive.namelist()
            has = "META-INF/MANIFEST.MF" in names
            says = manifest(archive.read("META-INF/MANIFEST.MF").decode("utf-8", "replace")) if has else {}
    except (zipfile.BadZipFile, zlib.error, EOFError):
        raise Unusable("is cut off or no jar at all: %s cannot be read as a zip" % name)
    return {
        "name": name,
        "main_class": says.get("Main-Class", ""),
        "version": says.get("Implementation-Version", ""),
        "has_entry": entry in names,
    }


def look(path, files, entry):
    tops, found, jars = set(), [], []
    try:
        for name, read in members(path):
            top, _, below = re.sub(r"^(\./)+", "", name).partition("/")
            tops.add(top)
            if re.search(files, below):
                found.append(below)
            if re.search(r"^[^/]+\.jar$", below):
                jars.append(jar(below, read(), entry))
    except (gzip.BadGzipFile, tarfile.ReadError) as error:
        raise Unusable("is damaged, or no tar.gz at all (%s)" % error)
    except zipfile.BadZipFile:
        raise Unusable("is cut off or no zip at all")
    except EOFError:
        raise Unusable("is cut off: it ends too early")
    except zlib.error as error:
        raise Unusable("is damaged (%s)" % error)
    if len(tops) != 1 or not (found or jars or below):
        raise Unusable("does not have everything in one folder; at its top it has %s" % (", ".join(sorted(tops)[:5]) or "nothing"))
    return {"files": sorted(found), "jars": sorted(jars, key=lambda each: each["name"])}


def main():
    arguments = {"path": {"type": "path", "required": True}, "files": {"type": "str", "required": True}, "entry": {"type": "str", "default": ""}}
    module = AnsibleModule(argument_spec=arguments, supports_check_mode=True)
    try:
        module.exit_json(changed=False, problem="", **look(**module.params))
    except Unusable as problem:
        module.exit_json(changed=False, problem=str(problem), files=[], jars=[])


if __name__ == "__main__":
    main()
