"""Copies Alertmanager's silences and its log of notifications as soon as every silence is on the disk, and writes down which ones there are.

Its arguments: Alertmanager's address, its data, and the stage.
"""

import datetime
import json
import os
import re
import shutil
import sys
import time
import urllib.request

url, data, stage = sys.argv[1:]
PATIENCE = 180  # seconds; it writes once a minute


def seconds(text):
    """Of a time as Alertmanager writes it, with as many decimals as it likes."""
    return datetime.datetime.fromisoformat(re.sub(r"\.\d+", "", text).replace("Z", "+00:00")).timestamp()


with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{url}/api/v2/silences", timeout=30) as answer:
    silences = json.load(answer)
# Decimals are cut off above.
newest = max((seconds(silence["updatedAt"]) + 1 for silence in silences), default=0)
deadline = time.monotonic() + PATIENCE
while newest and os.path.getmtime(f"{data}/silences") <= newest:
    if time.monotonic() > deadline:
        sys.exit(f"Alertmanager has not written {data}/silences for {PATIENCE} s. Is its disk full?")
    time.sleep(1)
os.umask(0o077)
for name in ("silences", "nflog"):
    if os.path.exists(f"{data}/{name}"):
        shutil.copyfile(f"{data}/{name}", f"{stage}/data/{name}")
proof = [{"id": silence["id"], "until": seconds(silence["endsAt"])} for silence in silences if silence["status"]["state"] != "expired"]
with open(f"{stage}/proof.json", "w", encoding="utf-8") as file:
    json.dump({"silences": proof}, file)
