#!/usr/bin/python
"""Takes a part of the deployment away from a host, and puts back what was there before. Whatever is not ours stays."""

import fnmatch
import glob
import os
import pwd
import re

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.dropwizardapm.apm.plugins.module_utils import record
from ansible_collections.dropwizardapm.apm.plugins.module_utils.archive import BEFORE, ENABLED, KEPT, RUNNING, Archive, is_stamp, remove
from ansible_collections.dropwizardapm.apm.plugins.module_utils.unit import Failure, Unit, run

DOCUMENTATION = """
module: uninstall
short_description: Takes a part of the deployment away from a host
description: See the role's argument_specs for the options, and docs/decisions/deployment.md for the reasons.
"""

LISTS = ("stamps", "paths", "directories", "packages", "users", "data", "leftovers")
OPTIONS = {
    **{name: {"type": "list", "elements": "str", "default": []} for name in LISTS},
    "unit": {"type": "str", "default": ""},
    "owner": {"type": "str", "default": ""},
    "remove_data": {"type": "bool", "default": False},
}
UNITS = ("/etc/systemd/system/*.service", "/usr/lib/systemd/system/*.service", "/lib/systemd/system/*.service")


def there(patterns):
    """What these stand for."""
    return [path for pattern in patterns for path in sorted(glob.glob(pattern))]


def empty(path):
    return os.path.isdir(path) and not os.path.islink(path) and not os.listdir(path)


class Part:
    """What of this part is on the host, and what is to go."""

    def __init__(self, wish):
        self.wish, self.known = wish, record.read()
        self.before = Archive(wish["unit"], [], BEFORE)
        self.kept_before, self.was = self.before.exists(), self.before.names()
        self.ours = self.kept_before or any(map(is_stamp, wish["stamps"]))
        # What ran there before has left data, too.
        self.came = wish["owner"] in self.known and RUNNING not in self.was
        self.files = there(wish["paths"] + wish["stamps"]) if self.ours else []
        # One that is there in the end is the sign for a run that follows one that was cut off.
        self.last = [] if self.kept_before else [path for path in self.files if path in wish["stamps"]]
        data = [path for path in there(wish["data"]) if not empty(path)]
        self.data = data if wish["remove_data"] and self.came else []
        self.kept = [path for path in data if path not in self.data]
        names = [line.partition(":")[2] for line in self.known if line.startswith("package:")]
        self.packages = [name for name in names if any(fnmatch.fnmatch(name, pattern) for pattern in wish["packages"])]
        gone = record.unneeded([name for name in self.packages if record.status(name) == "installed"])
        # What came with them has nothing of anybody's in it.
        self.purged = gone if not self.kept else [name for name in gone if name not in self.packages]
        self.removed = [name for name in gone if name not in self.purged]
        if not self.kept:
            self.purged += [name for name in self.packages if record.status(name) == "config-files"]
        self.directories = [path for path in wish["directories"] if path[1:] not in self.was]
        self.users = self.unused_users()

    def unused_users(self):
        return [name for name in self.wish["users"] if f"user:{name}" in self.known and record.has_user(name) and not self.needed(name)]

    def needed(self, user):
        if self.kept or os.path.exists(pwd.getpwnam(user).pw_dir):
            return True
        unit = re.compile(rf"^User={re.escape(user)}$", re.MULTILINE)
        for path in (path for pattern in UNITS for path in glob.glob(pattern) if os.path.isfile(path)):
            with open(path, encoding="utf-8", errors="replace") as file:
                if unit.search(file.read()):
                    return True
        return record.user_works(user)

    def leftovers(self):
        """Asked anew each time: some come only while the rest goes."""
        return there(self.wish["leftovers"]) + list(filter(empty, there(self.wish["data"]))) if self.came else []

    def goes(self):
        return self.kept_before or bool(self.files + self.data + self.purged + self.removed + self.users + self.leftovers()) or any(map(empty, self.directories))

    def take_away(self):
        unit = Unit(self.wish["unit"], "") if self.ours and self.wish["unit"] else None
        if unit:
            self.stop(unit)
        for path in [path for path in self.files if path not in self.last] + self.data:
            remove(path)
        self.before.put_back()
        if unit:
            run("systemctl", "daemon-reload")
            run("systemctl", "reset-failed", unit.name)
        for command, names in (("remove", self.removed), ("purge", self.purged)):
            if names:
                record.take(command, names)
        for path in self.leftovers() + self.last:
            remove(path)
        for path in filter(empty, self.directories):
            os.rmdir(path)
        for name in self.unused_users():
            self.give_to_root(pwd.getpwnam(name).pw_gid)
            code, said = run("userdel", name)
            if code != 0:
                raise Failure(f"userdel {name} says: {said}")
        if RUNNING in self.was:
            self.start(unit)
        for archive in (Archive(self.wish["unit"], []), self.before):
            remove(archive.path)

    def give_to_root(self, group):
        """Directories of ours that stay for files of others: the number of the group will be another's."""
        for path in self.directories:
            if os.path.isdir(path) and os.stat(path).st_gid == group:
                os.chown(path, 0, 0)

    def stop(self, unit):
        if unit.show()["ActiveState"] not in ("inactive", "failed"):
            unit.tell("stop")
        if ENABLED not in self.was:
            run("systemctl", "disable", unit.name)

    def start(self, unit):
        try:
            unit.tell("restart")
            unit.watch("")
        except Failure as failure:
            raise Failure(f"what it was before is back, but does not run: {failure}. Mend it, and run this again")

    def forget(self):
        """Of what is gone; of a package whose settings and data are kept, it still has to be known."""
        gone = {f"package:{name}" for name in self.packages if not record.status(name)}
        gone |= {f"user:{name}" for name in self.wish["users"] if not record.has_user(name)}
        known = record.read()
        if gone & set(known):
            record.write([line for line in known if line not in gone])
        if empty(KEPT):
            os.rmdir(KEPT)


def main():
    module = AnsibleModule(OPTIONS, supports_check_mode=True)
    record.one_at_a_time()
    try:
        part = Part(module.params)
        changed = part.goes()
        gone = part.files + part.data + part.leftovers() + part.removed + part.purged + part.users
        if not module.check_mode:
            if changed:
                part.take_away()
            part.forget()
    except Failure as failure:
        module.fail_json(msg=f"{module.params['unit'] or module.params['owner']}: {failure}.")
    module.exit_json(changed=changed, gone=gone, kept=part.kept, theirs=not part.came)


if __name__ == "__main__":
    main()
