"""Waits until Grafana answers, and not longer: one that ends again and again will not. Says why on standard error."""

import json
import subprocess
import sys
import time
import urllib.request


def unit(name):
    line = ["systemctl", "show", "--value", f"--property={name}", "grafana-server.service"]
    return subprocess.run(line, capture_output=True, text=True, check=True).stdout.strip()


def main(url, timeout):
    restarts, began, answer = int(unit("NRestarts")), time.monotonic(), ""
    while time.monotonic() < began + timeout:
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                answer = json.load(response)
            if answer["database"] == "ok":
                return None
        except (OSError, ValueError, KeyError) as error:
            answer = error
        if int(unit("NRestarts")) > restarts + 1 or unit("ActiveState") == "failed":
            return "it ends as soon as it was started"
        time.sleep(0.5)
    return f"no good answer from {url} within {timeout} s, but: {answer}"


sys.exit(main(sys.argv[1], int(sys.argv[2])))
