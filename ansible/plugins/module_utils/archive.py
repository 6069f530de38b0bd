"""What a unit read before a switch, to return to; and before the first one, for when all of ours is taken away again."""

import io
import os
import shutil
import tarfile

KEPT = "/var/backups/dropwizard-apm"
BEFORE = "-before"
# Members that say whether the unit ran, and whether it was to start at boot.
RUNNING, ENABLED = "running", "enabled"
# Every file of ours says so in its head.
STAMP = b"changes made here are lost with the next run"


def remove(path):
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.unlink(path)


def is_stamp(path):
    """Whether the file says that it is ours. A directory is asked about only if it is one that nobody else makes."""
    if os.path.isdir(path):
        return True
    try:
        with open(path, "rb") as file:
            return STAMP in file.read(400)
    except OSError:
        return False


class Archive:
    """What a unit read before a switch: every path that the switch touches, and the state that the unit was in."""

    def __init__(self, unit, paths, suffix=""):
        self.path, self.paths = f"{KEPT}/{unit}{suffix}.tar", list(dict.fromkeys(paths))

    def exists(self):
        return os.path.exists(self.path)

    def keep(self, state):
        """Its state is what systemctl show says."""
        words = [RUNNING] * (state["ActiveState"] not in ("inactive", "failed")) + [ENABLED] * (state["UnitFileState"] == "enabled")
        os.makedirs(KEPT, mode=0o700, exist_ok=True)
        with open(os.open(self.path + ".part", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file, tarfile.open(fileobj=file, mode="w") as tar:
            for path in filter(os.path.lexists, self.paths):
                tar.add(path)
            for word in words:
                tar.addfile(tarfile.TarInfo(word), io.BytesIO())
        os.replace(self.path + ".part", self.path)

    def names(self):
        """What is in it: paths without their first /, and words."""
        if not self.exists():
            return set()
        with tarfile.open(self.path) as tar:
            return set(tar.getnames())

    def put_back(self):
        """Whether the unit is to run."""
        names = self.names()
        if self.exists():
            with tarfile.open(self.path) as tar:
                for path in self.paths:
                    if os.path.islink(path) or os.path.isfile(path):
                        os.unlink(path)
                tar.extraction_filter = lambda member, path: member  # ours: owners and modes count
                tar.extractall("/", [member for member in tar if member.name not in (RUNNING, ENABLED)])
        return RUNNING in names


def keep_before(unit, paths, state):
    """Once, before the first switch. What is ours already was switched by a version that did not do this: nobody knows what was there."""
    before = Archive(unit, paths, BEFORE)
    if not before.exists():
        if any(os.path.isfile(path) and is_stamp(path) for path in before.paths):
            before.paths, state = [], {"ActiveState": "inactive", "UnitFileState": "disabled"}
        before.keep(state)
