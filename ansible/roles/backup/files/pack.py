"""Packs a piece of what is staged, for whoever owns the directory that it is put into. All pieces, one after the other, are a tar.gz.

Its arguments: the stage, the number of the piece, and its path.
"""

import gzip
import json
import os
import sys
import tarfile

stage, number, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
os.nice(19)
with open(os.path.join(stage, "manifest.json"), encoding="utf-8") as file:
    manifest = json.load(file)
begin = sum(manifest["pieces"][:number])
names = [name for name, _ in manifest["files"][begin : begin + manifest["pieces"][number]]]
last = number + 1 == len(manifest["pieces"])

if os.path.lexists(path):
    os.unlink(path)
with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
    with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1) as stream:
        tar = tarfile.TarFile(mode="w", fileobj=stream)
        for name in ["manifest.json"] * (number == 0) + names:
            tar.add(os.path.join(stage, name), name, recursive=False)
        if last:
            tar.close()  # writes what ends an archive
    owner = os.stat(os.path.dirname(path))
    os.fchown(file.fileno(), owner.st_uid, owner.st_gid)
