#!/usr/bin/python
"""Gives a stopped systemd unit other data as one transaction: what it had is put aside, and comes back when the unit does not come up."""

import os
import shutil
import time

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.dropwizardapm.apm.plugins.module_utils.archive import remove
from ansible_collections.dropwizardapm.apm.plugins.module_utils.unit import Failure, Unit, run

DOCUMENTATION = """
module: swap_data
short_description: Switches a systemd unit to other data, or returns to what it had
description: >-
  What gave way stays in the directory, as before-restore, for who calls this to remove once the data has proved good. Before that its name says how
  far this has come, so that a run which was cut off anywhere is finished by the next one. See the role backup for the options, and
  docs/decisions/deployment.md for the reasons.
"""

SWAP = {
    "directory": {"type": "str", "required": True},
    "from": {"type": "str", "required": True},
    "alone": {"type": "bool", "default": False},
    "stays": {"type": "list", "elements": "str", "default": []},
    "gone": {"type": "list", "elements": "str", "default": []},
    "owner": {"type": "str", "required": True},
    "group": {"type": "str", "required": True},
}
OPTIONS = {
    "unit": {"type": "str", "required": True},
    "swaps": {"type": "list", "elements": "dict", "options": SWAP, "required": True},
    "unpacked": {"type": "str", "required": True},
    "url": {"type": "str", "required": True},
    "ready_timeout": {"type": "int", "default": 60},
}


def entries(directory):
    return os.listdir(directory) if os.path.isdir(directory) else []


def own(path, owner, group):
    shutil.chown(path, owner, group)
    for place, directories, names in os.walk(path):
        for name in directories + names:
            shutil.chown(os.path.join(place, name), owner, group)


class Swap:
    """Names in a directory, and what takes their place."""

    def __init__(self, wish, unpacked):
        self.directory, self.owner, self.group = wish["directory"], wish["owner"], wish["group"]
        self.source = os.path.join(unpacked, wish["from"])
        self.kept = os.path.join(self.directory, "before-restore")
        self.partial = self.kept + ".partial"  # until all is in it
        self.aside = self.kept + ".aside"  # until the unit has come up without it
        ours = {os.path.basename(path) for path in (self.kept, self.partial, self.aside)} | set(wish["stays"])
        if os.path.dirname(self.source) == self.directory:
            ours.add(os.path.basename(self.source))
        self.new = entries(self.source)
        self.names = set(self.new) | set(wish["gone"]) | set(entries(self.directory) if wish["alone"] else []) - ours

    def bring(self, names, source, target):
        for name in names:
            if os.path.lexists(os.path.join(source, name)):
                shutil.move(os.path.join(source, name), os.path.join(target, name))

    def put_aside(self):
        self.finish()
        if os.path.exists(self.aside):
            self.clear()  # an earlier run was cut off behind this: what is there is not what was there
            return
        os.makedirs(self.directory, mode=0o755, exist_ok=True)
        os.mkdir(self.partial, 0o700)
        self.bring(self.names, self.directory, self.partial)
        os.rename(self.partial, self.aside)

    def finish(self):
        """Takes back what was cut off on its way aside."""
        if os.path.exists(self.partial):
            self.bring(entries(self.partial), self.partial, self.directory)
            os.rmdir(self.partial)

    def clear(self):
        for name in self.names:
            remove(os.path.join(self.directory, name))

    def put(self):
        self.bring(self.new, self.source, self.directory)
        for name in self.new:
            own(os.path.join(self.directory, name), self.owner, self.group)

    def keep(self):
        os.rename(self.aside, self.kept)

    def give_back(self):
        self.finish()
        if os.path.exists(self.aside):
            self.clear()
            self.bring(entries(self.aside), self.aside, self.directory)
            os.rmdir(self.aside)


def start(unit, ready_timeout):
    before = unit.show()
    unit.tell("start", "--no-block")
    unit.watch(before["InvocationID"], 0, ready_timeout)


def give_back(unit, swaps, ready_timeout):
    """What became of the unit."""
    run("systemctl", "stop", unit.name)
    for swap in swaps:
        swap.give_back()
    try:
        start(unit, ready_timeout)
        return "What it had is back, and it runs."
    except Failure as failure:
        return f"What it had is back, but it does not run either: {failure}."


def main():
    module = AnsibleModule(OPTIONS)
    os.umask(0o022)
    wish, began = module.params, time.time()
    unit, swaps = Unit(wish["unit"], wish["url"]), [Swap(each, wish["unpacked"]) for each in wish["swaps"]]
    for swap in swaps:
        if os.path.exists(swap.kept):
            module.fail_json(
                msg=f"{swap.kept} is what gave way to an earlier restoration, which nobody has found good. If {wish['unit']} has the data that it should, "
                f"remove it. If not, stop it and move that back. Then restore again. {wish['unit']} goes on as it is."
            )
    try:
        unit.tell("stop")
        for swap in swaps:
            swap.put_aside()
            swap.put()
        start(unit, wish["ready_timeout"])
        for swap in swaps:
            swap.keep()
    except (Failure, OSError, LookupError) as failure:
        words = unit.last_words(began)
        outcome = give_back(unit, swaps, wish["ready_timeout"])
        module.fail_json(
            msg=f"{wish['unit']} does not run with the data of the archive: {failure}. {outcome} Its last words (journalctl --unit={wish['unit']}):\n{words}"
        )
    module.exit_json(changed=True, seconds=round(time.time() - began, 1))


if __name__ == "__main__":
    main()
