"""Says who holds one of the locks of apt and dpkg, a line each; nothing when they are free."""

import fcntl
import os
import struct

LOCKS = (
    "/var/lib/dpkg/lock-frontend",
    "/var/lib/dpkg/lock",
    "/var/lib/apt/lists/lock",
    "/var/cache/apt/archives/lock",
)
FLOCK = "hhqqi4x"  # of fcntl(2): type, whence, start, length, process

for path in LOCKS:
    if not os.path.exists(path):
        continue
    with open(path, "rb") as lock:
        wanted = struct.pack(FLOCK, fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
        kind, _, _, _, process = struct.unpack(FLOCK, fcntl.fcntl(lock, fcntl.F_GETLK, wanted))
    if kind == fcntl.F_UNLCK:
        continue
    try:
        with open(f"/proc/{process}/comm", encoding="utf-8", errors="replace") as file:
            name = file.read().strip()
    except OSError:
        name = "a program that has just ended"
    print(f"{name} (process {process}, {path})")
