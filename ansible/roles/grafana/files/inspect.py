"""Looks at a Grafana that is on the host already. Prints JSON, changes nothing.

"signs" that it is somebody's, empty for none; "clashes": what of it has a name that ours needs; "port" and "provisioning" that it uses.
"""

import argparse
import json
import os
import re
import sqlite3

INI = "/etc/grafana/grafana.ini"
SAMPLE = "/usr/share/grafana/conf/sample.ini"
UNIT = "/etc/systemd/system/grafana-server.service"


def read(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def settings():
    section, found = "", {}
    for line in read(INI).splitlines():
        line = line.strip()
        if line.startswith("["):
            section = line.strip("[]").strip()
        elif "=" in line and line[0] not in "#;":
            key, value = line.split("=", 1)
            found[f"{section}.{key.strip()}"] = re.split("[#;]", value)[0].strip().strip("\"'`")
    for key, value in re.findall(r"(?m)^(?:export +)?([A-Z_]+)=(.*)$", read("/etc/default/grafana-server")):
        default = {"DATA_DIR": "paths.data", "PROVISIONING_CFG_DIR": "paths.provisioning"}.get(key)
        if default and default not in found:
            found[default] = found[key] = value.strip("\"'")
    return found


def rows(database, query):
    """Empty where a version of Grafana has no such table."""
    try:
        return database.execute(query).fetchall()
    except sqlite3.OperationalError:
        return []


def clashes(path, source, folder, dashboards):
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    found = [f"the data source {name} has the uid {uid}" for uid, name in rows(database, "select uid, name from data_source") if uid == source]
    # Grafana 12 and newer keep folders and dashboards as resources, older ones in tables of their own.
    for query in (
        "select uid, title, is_folder from dashboard",
        "select uid, title, 1 from folder",
        "select name, name, \"group\" = 'folder.grafana.app' from resource where \"group\" in ('folder.grafana.app', 'dashboard.grafana.app')",
    ):
        for uid, title, is_folder in rows(database, query):
            if is_folder and uid == folder:
                found.append(f"the folder {title} has the uid {uid}")
            elif not is_folder and uid in dashboards:
                found.append(f"the dashboard {title} has the uid {uid}")
    return sorted(set(found))


def main():
    parser = argparse.ArgumentParser()
    for name in ("source", "folder", "dashboards"):
        parser.add_argument(f"--{name}", required=True)
    wanted = parser.parse_args()
    theirs = settings()
    path = os.path.join(theirs.get("paths.data", "/var/lib/grafana"), theirs.get("database.path", "grafana.db"))
    signs = [path] if os.path.exists(path) else []
    if os.path.exists(INI) and read(INI) != read(SAMPLE):
        signs.append(f"{INI}, which is not the package's")
    found = clashes(path, wanted.source, wanted.folder, wanted.dashboards.split()) if os.path.exists(path) else []
    # It gives way to what grafana.ini says, and ours says this.
    if theirs.get("DATA_DIR", "/var/lib/grafana") != "/var/lib/grafana":
        found.append(f"DATA_DIR={theirs['DATA_DIR']} in /etc/default/grafana-server (set data in the section paths of {INI} instead)")
    # Whoever wrote it decides where the data is; ours would run beside it, with none.
    if os.path.exists(UNIT):
        signs.append(UNIT)
        found.append(f"the unit {UNIT}")
    print(
        json.dumps(
            {
                "signs": signs,
                "clashes": found,
                "port": theirs.get("server.http_port", "3000"),
                "provisioning": theirs.get("paths.provisioning", "/etc/grafana/provisioning"),
            }
        )
    )


main()
