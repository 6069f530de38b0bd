#!/usr/bin/python
"""What an archive, or the directory that was made of it, has in its top folder and in lib/ below."""

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
  Reads only, and all of it, so that one that is cut off or damaged is found out. Below its top folder it returns C(files). With C(entry), C(jars)
  there and in lib/ with what their manifests say, and the classes that scripts in bin/ start, C(started). C(problem) is empty, or says what is
  wrong as the end of a sentence.
options:
  path: {type: path, required: true, description: "A jar, which stands for a folder with nothing else in it; a zip; a tar or tar.gz; or a directory."}
  files: {type: str, required: true, description: "A regular expression: which files are named. Their paths begin below the top folder."}
  entry: {type: str, default: "", description: "The path of an entry in a jar; C(has_entry) of the jar says whether it is there."}
  main_class: {type: str, default: "", description: "A class, or else the one that is C(started); C(has_main) of a jar says whether it is there."}
"""

# As Gradle's scripts have it in every version, and appassembler's, which has options in between.
STARTED = re.compile(rb"-classpath\s+\S*CLASSPATH\S*(?:[\s\\]+-\S+)*[\s\\]+([A-Za-z_][\w.$]*)\s")


class Unusable(Exception):
    pass


def tar(path):
    """Its files in the order of the archive; what is asked of one has to be asked before the next."""
    with open(path, "rb") if path.endswith(".tar") else gzip.open(path) as stream:
        with tarfile.open(fileobj=stream, mode="r|", bufsize=1 << 20) as archive:
            for member in archive:
                if not member.isdir():
                    # A link has nothing to read: what it points to may have gone by.
                    yield member.name, (lambda member=member: archive.extractfile(member).read()) if member.isfile() else None
        while stream.read(1 << 20):  # to the end, where the checksum is
            pass
        if path.endswith(".tar"):  # has no checksum, but two blocks that end it
            stream.seek(max(0, os.path.getsize(path) - 1024))
            if stream.read() != bytes(1024):
                raise EOFError


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
        "names": names,
    }


def look(path, files, entry, main_class):
    tops, found, jars, started = set(), [], [], set()
    try:
        for name, read in members(path):
            top, _, below = re.sub(r"^(\./)+", "", name).partition("/")
            tops.add(top)
            if re.search(files, below):
                found.append(below)
            if entry and read and re.search(r"^(lib/)?[^/]+\.jar$", below):
                jars.append(jar(below, read(), entry))
            if entry and read and re.search(r"^bin/[^/]+$", below):
                started.update(name.decode() for name in STARTED.findall(read()))
    except (gzip.BadGzipFile, tarfile.ReadError) as error:
        raise Unusable("is damaged, or no %s at all (%s)" % ("tar" if path.endswith(".tar") else "tar.gz", error))
    except zipfile.BadZipFile:
        raise Unusable("is cut off or no zip at all")
    except EOFError:
        raise Unusable("is cut off: it ends too early")
    except zlib.error as error:
        raise Unusable("is damaged (%s)" % error)
    if len(tops) != 1 or not (found or jars or below):
        raise Unusable("does not have everything in one folder; at its top it has %s" % (", ".join(sorted(tops)[:5]) or "nothing"))
    main = main_class or (min(started) if len(started) == 1 else "")
    for each in jars:
        each["has_main"] = main.replace(".", "/") + ".class" in each.pop("names")
    return {"files": sorted(found), "jars": sorted(jars, key=lambda each: each["name"]), "started": sorted(started)}


def main():
    text = {"type": "str", "default": ""}
    arguments = {"path": {"type": "path", "required": True}, "files": {"type": "str", "required": True}, "entry": text, "main_class": text}
    module = AnsibleModule(argument_spec=arguments, supports_check_mode=True)
    try:
        module.exit_json(changed=False, problem="", **look(**module.params))
    except Unusable as problem:
        module.exit_json(changed=False, problem=str(problem), files=[], jars=[], started=[])


if __name__ == "__main__":
    main()
