"""What a unit read before a switch, to return to."""

import io
import os
import tarfile

KEPT = "/var/backups/dropwizard-apm"
RUNNING = "running"  # this member says that the unit ran


class Archive:
    """What a unit read before a switch: every path that the switch touches, and whether the unit ran."""

    def __init__(self, unit, paths):
        self.path, self.paths = f"{KEPT}/{unit}.tar", list(dict.fromkeys(paths))

    def keep(self, running):
        os.makedirs(KEPT, mode=0o700, exist_ok=True)
        with open(os.open(self.path + ".part", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file, tarfile.open(fileobj=file, mode="w") as tar:
            for path in filter(os.path.lexists, self.paths):
                tar.add(path)
            if running:
                tar.addfile(tarfile.TarInfo(RUNNING), io.BytesIO())
        os.replace(self.path + ".part", self.path)

    def put_back(self):
        """Whether the unit is to run."""
        if not os.path.exists(self.path):
            return False
        with tarfile.open(self.path) as tar:
            names = tar.getnames()
            for path in self.paths:
                if os.path.islink(path) or os.path.isfile(path):
                    os.unlink(path)
            tar.extraction_filter = lambda member, path: member  # ours: owners and modes count
            tar.extractall("/", [member for member in tar if member.name != RUNNING])
        return RUNNING in names
