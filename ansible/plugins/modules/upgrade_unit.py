#!/usr/bin/python
"""Upgrades the package of a daemon, and returns to the version before where the daemon does not stay up with the new one."""

import glob
import re
import time

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.dropwizardapm.apm.plugins.module_utils.record import apt
from ansible_collections.dropwizardapm.apm.plugins.module_utils.unit import Failure, Unit

DOCUMENTATION = """
module: upgrade_unit
short_description: Upgrades the package of a daemon, or goes on with the version that it has
description: The new package has to be in apt's cache already. Files of the package that were changed stay as they are.
options:
  unit: {type: str, required: true, description: The unit without .service.}
  package: {type: str, required: true, description: The package that it runs.}
  url: {type: str, required: true, description: Where it answers when it is up.}
  ready_timeout: {type: int, default: 60, description: Seconds within which it has to answer.}
"""

ARCHIVES = "/var/cache/apt/archives"
INSTALL = ["apt-get", "--yes", "--quiet", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Options::=--force-confold"]


def versions(package):
    """That which is installed, and that which would be."""
    return [found.replace("(none)", "") for found in re.findall(r"^  (?:Installed|Candidate): (.+)$", apt("apt-cache", "policy", package), re.MULTILINE)]


def kept(package, version):
    """The file of a version, from apt's cache or else from a source."""
    name = f"{ARCHIVES}/{package}_{version.replace(':', '%3a')}_*.deb"
    if not glob.glob(name):
        try:
            apt("sh", "-c", f"cd {ARCHIVES} && exec apt-get --quiet download {package}={version}")
        except Failure:
            pass  # no source has it any more
    return glob.glob(name)


def come_up(unit, earlier, ready_timeout):
    # Its package starts it again, as a rule.
    if unit.show()["InvocationID"] == earlier:
        unit.tell("restart", "--no-block")
    unit.watch(earlier, 0, ready_timeout)


def upgrade(unit, package, old, new, ready_timeout):
    way_back = kept(package, old)
    if not way_back:
        raise Failure(
            f"there is no way back to {old}: neither apt's cache nor a source has it. Make it from what is installed, apt-get install "
            f"dpkg-repack && cd {ARCHIVES} && dpkg-repack {package}, and run this again"
        )
    since, before = time.time(), unit.show()["InvocationID"]
    try:
        apt(*INSTALL, "install", f"{package}={new}")
        come_up(unit, before, ready_timeout)
    except Failure as failure:
        words = unit.last_words(since)
        broken = unit.show()["InvocationID"]
        apt(*INSTALL, "--allow-downgrades", "install", way_back[0])
        unit.watched = None
        come_up(unit, broken, ready_timeout)
        raise Failure(f"it does not run in {new}: {failure}. {old} is back and runs. Hold it: apt-mark hold {package}. The new one's last words:\n{words}")


def main():
    options = {name: {"type": "str", "required": True} for name in ("unit", "package", "url")}
    module = AnsibleModule({**options, "ready_timeout": {"type": "int", "default": 60}}, supports_check_mode=True)
    wish = module.params
    unit, package = Unit(wish["unit"], wish["url"]), wish["package"]
    try:
        old, new = versions(package)
        held = package in apt("apt-mark", "showhold").split()
        changed = new not in (old, "") and not held
        if changed and not module.check_mode:
            upgrade(unit, package, old, new, wish["ready_timeout"])
    except Failure as failure:
        module.fail_json(msg=f"{package}: {failure}")
    module.exit_json(changed=changed, says=f"{package} {old}" + (f" -> {new}" if changed else f", held below {new}" if new != old else ", the newest"))


if __name__ == "__main__":
    main()
