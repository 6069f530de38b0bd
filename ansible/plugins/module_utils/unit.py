"""A systemd unit: its state, and whether what it runs stays up."""

import json
import re
import subprocess
import time
import urllib.request

# Prometheus and its relatives export when they last loaded a configuration with success, and whether the last try was one.
LOADED = re.compile(r"^[a-z_]+_config_last_reload_success_timestamp_seconds ([0-9.e+]+)$", re.MULTILINE)
REFUSED = re.compile(r"^[a-z_]+_config_last_reload_successful 0$", re.MULTILINE)


class Failure(Exception):
    pass


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, check=False)
    return done.returncode, done.stdout.decode(errors="replace").strip()


def loaded(metrics):
    """When a daemon last loaded its configuration, by its own word."""
    return float((LOADED.findall(metrics or "") + ["0"])[0])


class Unit:
    def __init__(self, name, url):
        self.name, self.url, self.watched = f"{name}.service", url, None

    def show(self):
        names = "ActiveState,SubState,UnitFileState,InvocationID,ExecMainStartTimestamp,ExecMainStatus"
        return dict(re.findall(r"^(\w+)=(.*)$", run("systemctl", "show", "--timestamp=unix", "--property=" + names, self.name)[1], re.MULTILINE))

    def tell(self, command, *options):
        code, said = run("systemctl", command, *options, self.name)
        if code != 0:
            raise Failure(said)

    def answer(self):
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(self.url, timeout=5) as answer:
                return answer.read().decode(errors="replace")
        except (OSError, ValueError):
            return None

    def last_words(self, since):
        """Of the run that failed: the cause stands at its head (wrong options) or at its end."""
        run("journalctl", "--sync")
        # Whole seconds, rounded down: what it said in the first half of one would be missed.
        entries = run("journalctl", "--quiet", "--no-pager", "--output=json", f"--since=@{int(since)}", f"--unit={self.name}")[1]
        lines = [line for entry in entries.splitlines() for line in self.words(json.loads(entry))]
        return "\n".join(lines if len(lines) <= 12 else [*lines[:5], "…", *lines[-6:]])

    def words(self, entry):
        """The lines of a journal entry, unless it is known to be of an earlier run."""
        # Not asked of journalctl: of a process that is gone when journald looks, it knows the unit alone (3 of 40, measured).
        invocation = entry.get("_SYSTEMD_INVOCATION_ID") if entry.get("_PID") != "1" else entry.get("INVOCATION_ID")
        if self.watched and invocation not in (None, self.watched):
            return []
        message = entry.get("MESSAGE") or ""
        return (message if isinstance(message, str) else bytes(message).decode(errors="replace")).splitlines()

    def watch(self, earlier, configured=0, ready_timeout=60, settle=2):
        """Returns once an invocation other than the earlier one stays up, answers, and has loaded what is as old as configured."""
        start, ours, well_since, metrics = time.monotonic(), None, None, None
        stale = REFUSED.search(self.answer() or "") if configured and not earlier else True
        while time.monotonic() - start < ready_timeout:
            state = self.show()
            if state["InvocationID"] != earlier and state["ActiveState"] not in ("inactive", "deactivating"):
                self.watched = ours = ours or state["InvocationID"]
                if state["InvocationID"] != ours or state["ActiveState"] == "failed" or state["SubState"].startswith("auto-restart"):
                    raise Failure(f"it ends as soon as it runs (exit status {state['ExecMainStatus']})")
            if ours and state["ActiveState"] == "active":
                metrics = self.answer() if self.url else ""
                if metrics is None or loaded(metrics) < configured:
                    well_since = None
                    if metrics and not stale and REFUSED.search(metrics):
                        raise Failure("it refuses the configuration")
                else:
                    well_since = well_since or time.monotonic()
                    if time.monotonic() - well_since >= settle:
                        return
            time.sleep(0.2)
        what = "loaded its configuration" if metrics else f"answered at {self.url}" if self.url else "come up"
        raise Failure(f"within {ready_timeout} s it has not {what}")
