"""Takes or releases a host's deploy lock, and says who has it where it is another run: who, the process on the controller, since when.

Its arguments: the lock's file; take or release; who runs this, and the process there; and a process of the same person that is gone, or any: whose lock does
not count. Neither does one that is an hour old. The file is emptied and not removed, or whoever waits for it would lock one that is gone.
"""

import datetime
import fcntl
import os
import sys
import time

SECONDS = 3600

path, task, who, process, gone = sys.argv[1:]
with open(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8") as file:
    fcntl.flock(file, fcntl.LOCK_EX)
    holder = file.read().splitlines()
    old = time.time() - os.fstat(file.fileno()).st_mtime > SECONDS
    if holder and holder[:2] not in ([who, process], [who, gone]) and not old and gone != "any":
        if task == "take":
            print("\n".join(holder))
    else:
        file.seek(0)
        file.truncate()
        if task == "take":
            file.write(f"{who}\n{process}\n{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ}\n")
