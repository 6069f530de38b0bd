"""Writes down what was done with a service: in its history (first argument) and in the journal (second argument: the service's name)."""

import datetime
import os
import sys
import syslog

history, name, entry = sys.argv[1:]
os.umask(0o022)  # everyone may read it, whatever the host's umask
with open(history, "a", encoding="utf-8") as file:
    file.write(f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ} {entry}\n")
syslog.openlog("dropwizard-apm")
syslog.syslog(f"{name}: {entry}")
