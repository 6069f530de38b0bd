"""Unpacks the files of a piece of an archive, whose links and directories alone are nothing to restore.

Its arguments: the piece, and where what begins how belongs (JSON); the longest beginning counts.
"""

import json
import os
import shutil
import sys
import tarfile

places = json.loads(sys.argv[2])
os.umask(0o077)
with tarfile.open(sys.argv[1], "r|gz") as archive:
    for member in archive:
        if not member.isfile():
            continue
        if ".." in member.name.split("/"):
            sys.exit(f"{member.name} leads out of its directory")
        begin = max((begin for begin in places if member.name.startswith(begin)), key=len)
        path = places[begin] + member.name[len(begin) :]
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            shutil.copyfileobj(archive.extractfile(member), file, 1 << 20)
        os.chmod(path, member.mode & 0o777)
