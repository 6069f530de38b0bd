"""What a host got from here and did not have before, a line each: package:NAME, user:NAME. Packages that came with others are apt's to know."""

import fcntl
import glob
import os
import pwd
import re
import shutil
import subprocess
import tempfile

from ansible_collections.dropwizardapm.apm.plugins.module_utils.archive import KEPT
from ansible_collections.dropwizardapm.apm.plugins.module_utils.unit import Failure

RECORD = f"{KEPT}/installed"
# The host had neither of them before, so a recommendation is no reason to stay.
STRICT = ("-o", "APT::AutoRemove::RecommendsImportant=false", "-o", "APT::AutoRemove::SuggestsImportant=false")


def one_at_a_time():
    """Hosts of the inventory that are one machine do this at the same time. Until the module ends."""
    fcntl.flock(os.open("/run/dropwizard-apm.lock", os.O_RDWR | os.O_CREAT, 0o600), fcntl.LOCK_EX)


def read():
    try:
        with open(RECORD, encoding="utf-8") as file:
            return file.read().splitlines()
    except FileNotFoundError:
        return []


def write(lines):
    if not lines:
        if os.path.exists(RECORD):
            os.unlink(RECORD)
        return
    os.makedirs(KEPT, mode=0o700, exist_ok=True)
    with open(os.open(RECORD + ".part", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write("".join(line + "\n" for line in lines))
    os.replace(RECORD + ".part", RECORD)


def user_works(name):
    uid = pwd.getpwnam(name).pw_uid
    return any(os.path.exists(process) and os.stat(process).st_uid == uid for process in glob.glob("/proc/[0-9]*"))


def has_user(name):
    return name in {account.pw_name for account in pwd.getpwall()}


def status(package):
    """As dpkg has it: installed, config-files (removed, its settings and data are there), or empty where it knows none."""
    line = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package]
    return subprocess.run(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout.decode().replace("not-installed", "")


def apt(*words):
    environment = {**os.environ, "LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=environment, check=False)
    said = done.stdout.decode(errors="replace")
    if done.returncode != 0:
        raise Failure(f"{' '.join(words)} says: {said[-1500:].strip()}")
    return said


def would_go(*words):
    return re.findall(r"^(?:Remv|Purg) (\S+)", apt("apt-get", *STRICT, "--simulate", *words), re.MULTILINE)


def unneeded(names):
    """Which of these, and what else that came with them, nothing else needs: asked of apt, with a copy of what it knows."""
    if not names:
        return []
    with tempfile.TemporaryDirectory() as directory:
        states = os.path.join(directory, "extended_states")
        if os.path.exists("/var/lib/apt/extended_states"):
            shutil.copy("/var/lib/apt/extended_states", states)
        copy = ("-o", f"Dir::State::extended_states={states}")
        left = would_go("autoremove")
        apt("apt-mark", *copy, "auto", *names)
        return [name for name in would_go(*copy, "autoremove") if name not in left]


def take(command, names):
    """Removes or purges these, and nothing else."""
    others = set(would_go(command, *names)) - set(names)
    if others:
        raise Failure(f"{', '.join(sorted(others))} would go with {', '.join(names)}. Remove them, or apt-mark manual {names[0]} to keep it")
    apt("apt-get", "--yes", "--quiet", "-o", "DPkg::Lock::Timeout=300", "-o", "APT::Get::AutomaticRemove=false", command, *names)
