"""Waits until a service is well, and for as long as it has to stay so: exit 0, or else what was wrong.

Its arguments: the address of the health on its own host; the name that others ask by, as a Dropwizard application with https answers no other
than those in its certificate (who signed it is not asked); its unit; the seconds within which it has to answer 200; and the seconds that it
then has to go on without a break. A unit that starts again is a break, too: systemd keeps the listener, so whoever asks meanwhile just waits.

Not the module uri: that of ansible-core 2.14 cannot speak https with Python 3.12 and newer, which Debian 13 has.
"""

import http.client
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request

INTERVAL = 0.25

url, name, unit = sys.argv[1:4]
timeout, window = map(float, sys.argv[4:])
context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context))


def fault():
    """What is wrong with its answer, or nothing."""
    try:
        try:
            answer = opener.open(urllib.request.Request(url, headers={"Host": name}), timeout=5)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return "" if answer.code == 200 else f"{url} answers {answer.code}: {answer.read(1000).decode(errors='replace')}"
    except (OSError, http.client.HTTPException) as error:
        return f"{url}: {error}"


def start():
    """Which start of the unit is running."""
    show = ["systemctl", "show", "--property=InvocationID", "--value", unit]
    return subprocess.run(show, stdout=subprocess.PIPE, check=True).stdout


began = time.monotonic()
while problem := fault():
    if time.monotonic() - began >= timeout:
        sys.exit(f"{problem} (after {timeout:.0f} s, service_health_timeout)")
    time.sleep(INTERVAL)

well, watched = time.monotonic(), start() if window else b""
while (so_far := time.monotonic() - well) < window:
    time.sleep(INTERVAL)
    problem = fault()
    if start() != watched:
        problem = "it ended"
    if problem:
        sys.exit(f"{unit} was healthy for {so_far:.0f} s, and then: {problem} (service_health_window)")
