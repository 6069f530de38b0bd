"""Reads an archive of backup.yml to its end, and says in JSON what it says of itself, how much of each part is in it, and where its pieces begin.

Its arguments: the archive, or the directory that has some of a host, of which the newest one counts; and the host's name in the inventory. "problem" is
empty, or the end of a sentence on "path".
"""

import json
import os
import re
import sys
import tarfile
import zlib

KIND = "dropwizard-apm backup 1"


class Unusable(Exception):
    pass


class Members:
    """The content of gzip's members, one after the other, and where each begins."""

    def __init__(self, file):
        self.file, self.pending, self.inflate, self.starts = file, b"", None, []

    def read(self, size):
        content = bytearray()
        while len(content) < size:
            self.pending = self.pending or self.file.read(1 << 20)
            if not self.pending:
                if self.inflate:
                    raise EOFError
                break
            if not self.inflate:
                self.inflate = zlib.decompressobj(31)
                self.starts.append(self.file.tell() - len(self.pending))
            content += self.inflate.decompress(self.pending, size - len(content))
            self.pending = self.inflate.unused_data if self.inflate.eof else self.inflate.unconsumed_tail
            self.inflate = None if self.inflate.eof else self.inflate
        return bytes(content)


def newest(path, host):
    if not os.path.isdir(path):
        return path
    ours = [name for name in os.listdir(path) if re.fullmatch(re.escape(host) + r"-\d{8}T\d{6}Z\.tar\.gz", name)]
    return os.path.join(path, max(ours)) if ours else path


def read(path):
    with open(path, "rb") as file:
        stream = Members(file)
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            first = archive.next()
            if first is None or first.name != "manifest.json":
                raise Unusable("was not made by backup.yml: it does not begin with a manifest")
            manifest = json.loads(archive.extractfile(first).read())
            kind = manifest.get("kind") if isinstance(manifest, dict) else None
            if kind != KIND:
                raise Unusable(f"was not made by this backup.yml: its manifest is of {kind}, and not of {KIND}")
            there = {member.name: member.size for member in archive}
        while stream.read(1 << 20):  # to the end, where the checksum is
            pass
        ends = [*stream.starts[1:], os.path.getsize(path)]
    missing = [name for name, size in manifest["files"] if there.get(name) != size]
    if missing:
        raise Unusable(f"is cut off: {len(missing)} of {len(manifest['files'])} files are missing, {missing[0]} among them")
    return manifest, list(zip(stream.starts, (end - start for start, end in zip(stream.starts, ends))))


def look(path):
    if os.path.isdir(path):
        raise Unusable(f"has no archive of {sys.argv[2]} ({sys.argv[2]}-TIME.tar.gz)")
    try:
        manifest, pieces = read(path)
    except OSError as error:
        raise Unusable(f"cannot be read on the controller ({error.strerror})")
    except EOFError:
        raise Unusable("is cut off: it ends too early")
    except (tarfile.TarError, zlib.error, ValueError) as error:
        raise Unusable(f"is damaged, or no tar.gz at all ({error})")
    sizes = {part: {"data": 0, "configuration": 0} for part in manifest["versions"]}
    for name, size in manifest.pop("files"):
        part, kind, _ = name.split("/", 2)
        sizes[part][kind] += size
    return {**manifest, "pieces": pieces, "bytes": sizes}


found = newest(sys.argv[1], sys.argv[2])
try:
    print(json.dumps({"path": found, "problem": "", **look(found)}))
except Unusable as problem:
    print(json.dumps({"path": found, "problem": str(problem)}))
