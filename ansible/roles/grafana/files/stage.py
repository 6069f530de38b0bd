"""Copies Grafana's database as it is at one moment, while it is used, and writes down what a host needs that gets it back.

Its arguments: the database and the stage.
"""

import json
import os
import sqlite3
import sys

database, stage = sys.argv[1:]
# A Grafana that was taken over has its key there.
needs = [path for path in ("/etc/grafana/grafana.ini.taken-over",) if os.path.exists(path)]
os.umask(0o077)
with open(f"{stage}/proof.json", "w", encoding="utf-8") as file:
    json.dump({"needs": needs}, file)
if os.path.exists(database):
    os.makedirs(f"{stage}/data", exist_ok=True)
    source, target = sqlite3.connect(f"file:{database}?mode=ro", uri=True), sqlite3.connect(f"{stage}/data/grafana.db")
    source.backup(target)
    target.close()
else:
    print(f"Grafana has no {database}. Its database is elsewhere, and not in this backup.")
