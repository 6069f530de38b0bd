"""Takes a snapshot of Prometheus' data as a power cut would leave it, and says for how many seconds Prometheus stood still.

Its arguments: the data, the snapshot, Prometheus' address, and the stage, which gets a link to the snapshot and a proof: a query, and what it is answered.

While it is frozen, everything that a query can see is in its log: a sample is written there before it is committed. What is written to now is copied, all
else is linked, which takes neither time nor room: those files are written once, and replaced by renaming or not at all.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.parse
import urllib.request

data, snapshot, url, stage = sys.argv[1:]
QUERY = "sum(timestamp(up))"
# Locks and what was under way when Prometheus was frozen: it throws that away itself when it starts.
LEFT_OUT = ("lock", "queries.active", "snapshots", "backup", "restore", "lost+found")


def ask(when):
    address = f"{url}/api/v1/query?" + urllib.parse.urlencode({"query": QUERY, "time": when})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=30) as answer:
        return json.load(answer)["data"]["result"]


def growing(place, names):
    """The last of numbered files; the others are done with."""
    numbered = sorted(name for name in names if name.isdecimal())
    return numbered[-1:] if os.path.basename(place) in ("wal", "wbl", "chunks_head") else []


def take():
    for place, directories, names in os.walk(data):
        directories[:] = [name for name in directories if name not in LEFT_OUT and not re.search(r"^before-restore|[.]tmp", name)]
        target = os.path.join(snapshot, os.path.relpath(place, data))
        os.makedirs(target, exist_ok=True)
        copied = growing(place, names)
        for name in set(names) - set(LEFT_OUT):
            (shutil.copyfile if name in copied else os.link)(os.path.join(place, name), os.path.join(target, name))


def unit(verb):
    subprocess.run(["systemctl", verb, "prometheus.service"], check=True)


os.umask(0o077)
shutil.rmtree(snapshot, ignore_errors=True)
os.makedirs(snapshot)
now = time.time()
answer = ask(now)
began = time.monotonic()
unit("freeze")
try:
    take()
finally:
    unit("thaw")
print(f"{time.monotonic() - began:.3f}")
os.symlink(snapshot, os.path.join(stage, "data"))
with open(os.path.join(stage, "proof.json"), "w", encoding="utf-8") as file:
    json.dump({"query": QUERY, "time": now, "value": float(answer[0]["value"][1]) if answer else 0}, file)
