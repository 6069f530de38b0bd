#!/usr/bin/python
"""What a host has under a unit's name that is neither ours nor a package's untouched default."""

import glob
import hashlib
import os
import pwd
import re
import subprocess

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.dropwizardapm.apm.plugins.module_utils.archive import is_stamp

DOCUMENTATION = """
module: foreign_unit
short_description: Finds what somebody else has set up under the name of a unit
description: Reads only. Every file of ours says in its head that changes made there are lost with the next run.
options:
  unit: {type: str, required: true, description: Name without .service.}
  package: {type: str, default: "", description: "Package that brings it; its own files, unmodified, are nobody's."}
  stamps: {type: list, elements: str, required: true, description: "Files that say so if all is ours, or directories that only we make."}
  paths: {type: list, elements: str, required: true, description: What would be replaced. An empty directory is nobody's.}
  user: {type: str, default: "", description: An account that would be changed. One that nobody can log in to is nobody's.}
"""

PACKAGED = ("/lib/systemd/", "/usr/lib/systemd/")
# What makes a drop-in decide which program runs, and how; any other may stay beside ours.
DECIDES = re.compile(r"^\s*(ExecStart|EnvironmentFile|User|Group|DynamicUser)\s*=", re.MULTILINE)


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout.decode(errors="replace")


def untouched(package):
    """The configuration files of the package that are as it brought them."""
    listed = re.findall(r"^ (/\S+) ([0-9a-f]{32})", output("dpkg-query", "-W", "-f=${Conffiles}", package) if package else "", re.MULTILINE)
    return {path for path, digest in listed if hashlib.md5(read(path), usedforsecurity=False).hexdigest() == digest}


def in_use(path):
    return os.path.lexists(path) and not (os.path.isdir(path) and set(os.listdir(path)) <= {"lost+found"})


def login(user):
    shell = ([account.pw_shell for account in pwd.getpwall() if account.pw_name == user] + [""])[0]
    return "" if os.path.basename(shell) in ("", "nologin", "false") else f"the account {user} ({shell})"


def unit_files(unit, package):
    """Its files that come from elsewhere than the package: the unit itself, and drop-ins that decide what runs."""
    shown = dict(re.findall(r"^(\w+)=(.*)$", output("systemctl", "show", "--property=FragmentPath,DropInPaths", unit + ".service"), re.MULTILINE))
    fragments = {shown.get("FragmentPath", ""), f"/etc/systemd/system/{unit}.service"}
    dropins = set(shown.get("DropInPaths", "").split()) | set(glob.glob(f"/etc/systemd/system/{unit}.service.d/*.conf"))
    foreign = [path for path in fragments if path and os.path.lexists(path) and not (package and path.startswith(PACKAGED))]
    return foreign + [path for path in dropins if DECIDES.search(read(path).decode(errors="replace"))]


def arguments(unit, paths):
    """Each long option that the unit is started with, by what it reads and by what runs; the comments left out."""
    shown = dict(re.findall(r"^(\w+)=(.*)$", output("systemctl", "show", "--property=FragmentPath,MainPID", unit + ".service"), re.MULTILINE))
    texts = [read(f"/proc/{shown.get('MainPID') or 0}/cmdline").replace(b"\0", b" ")]
    texts += [read(path) for path in {shown.get("FragmentPath", ""), *paths} if path and os.path.isfile(path)]
    lines = [line for text in texts for line in text.decode(errors="replace").splitlines() if not line.lstrip().startswith("#")]
    found = {}
    for name, value in re.findall(r"--([a-z][\w.-]*)[= ]([^\s\"']+)", "\n".join(lines)):
        if value not in found.setdefault(name, []):
            found[name].append(value)
    return found


def main():
    options = {
        "unit": {"type": "str", "required": True},
        "package": {"type": "str", "default": ""},
        "stamps": {"type": "list", "elements": "str", "required": True},
        "paths": {"type": "list", "elements": "str", "required": True},
        "user": {"type": "str", "default": ""},
    }
    module = AnsibleModule(options, supports_check_mode=True)
    unit, package = module.params["unit"], module.params["package"]
    if any(map(is_stamp, module.params["stamps"])):
        module.exit_json(ours=True, files=[], unit_files=[], user="", arguments={})
    own = untouched(package)
    elsewhere = sorted(set(unit_files(unit, package)))
    files = [path for path in module.params["paths"] if in_use(path) and path not in own and path not in elsewhere]
    module.exit_json(ours=False, files=files, user=login(module.params["user"]), unit_files=elsewhere, arguments=arguments(unit, module.params["stamps"] + files + elsewhere))


if __name__ == "__main__":
    main()
