"""Unpacks a zip without its top folder, with the modes that it gives. Its arguments: the zip, and the directory."""

import os
import sys
import zipfile

with zipfile.ZipFile(sys.argv[1]) as archive:
    for entry in archive.infolist():
        mode = entry.external_attr >> 16
        entry.filename = entry.filename.partition("/")[2]
        if entry.filename:
            path = archive.extract(entry, sys.argv[2])
            if mode and os.path.isfile(path):
                os.chmod(path, mode & 0o777)
