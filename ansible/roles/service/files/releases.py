"""Says in JSON what of a service is on this host: the release in service and since when, the last entries of its history, the states that can
be put back, the last good one first, and what is too old to be put back.

A state is an archive of what the unit read when another release took over. The arguments are the service's directory (/opt/NAME) and how many
releases are to stay. Changes nothing.
"""

import datetime
import json
import os
import sys
import tarfile

home, kept = sys.argv[1], int(sys.argv[2])
last_good = f"{home}/last-good.tar"


def newest_first(directory):
    paths = [entry.path for entry in os.scandir(f"{home}/{directory}")] if os.path.isdir(f"{home}/{directory}") else []
    return sorted((path for path in paths if not path.endswith(".partial")), key=os.path.getmtime, reverse=True)


def runs(archive, member):
    """Whether what the archive has in it is what the unit reads now."""
    if member.issym():
        return link(member.name) == member.linkname
    if not member.isfile():
        return True
    if not os.path.isfile(member.name):
        return False
    with open(member.name, "rb") as file:
        return file.read() == archive.extractfile(member).read()


def state(file):
    with tarfile.open(file) as archive:
        release, java = (archive.getmember(f"{home}/{name}").linkname for name in ("current", "java"))
        current = all(runs(archive, member) for member in archive)
    lacks = [needed for needed in (release, f"{java}/bin/java") if not os.path.exists(needed)]
    return {"file": file, "release": os.path.basename(release), "java": java, "lacks": lacks, "runs": current}


def link(path):
    return os.readlink(path) if os.path.islink(path) else ""


def since():
    put = datetime.datetime.fromtimestamp(os.lstat(f"{home}/current").st_mtime, datetime.timezone.utc)
    return f"{put:%Y-%m-%dT%H:%M:%SZ}"


def history():
    if not os.path.exists(f"{home}/history"):
        return []
    with open(f"{home}/history", encoding="utf-8") as entries:
        return entries.read().splitlines()[-5:]


def old(current, states):
    """What runs, and what a deployment that fails returns to, stays whatever its age."""
    needed = {current} | {each["release"] for each in states if each["file"] == last_good}
    releases = [path for path in newest_first("releases") if os.path.basename(path) not in needed]
    gone = releases[max(kept - len(needed), 0) :]
    forgotten = [each for each in states if f"{home}/releases/{each['release']}" in gone or each["lacks"]]
    used = {each["java"] for each in states if each not in forgotten} | {link(f"{home}/java")}
    return [
        *gone,
        *(each["file"] for each in forgotten if each["file"] != last_good),
        *(path for path in newest_first("jre") if path not in used),
    ]


release = os.path.basename(link(f"{home}/current"))
states = [state(file) for file in [last_good] * os.path.exists(last_good) + newest_first("states")]
print(
    json.dumps(
        {
            "release": release,
            "since": since() if release else "",
            "history": history(),
            # The last good one is in states, too, under its release's name.
            "states": [each for each in states if not each["runs"] and (each is states[0] or each["release"] != states[0]["release"])],
            "old": old(release, states),
        }
    )
)
