"""Asks whether a file is at an address, through the proxy by which apt would fetch it.

Not the module uri: that of ansible-core 2.14 cannot speak HTTPS with Python 3.12 and newer, which Debian 13 has.
"""

import subprocess
import sys
import urllib.parse
import urllib.request

address = sys.argv[1]
parts = urllib.parse.urlsplit(address)
proxies = urllib.request.getproxies()
# The last one counts: apt-config prints those that are not empty, in this order.
names = [f"Acquire::{scheme}::Proxy{host}" for scheme in ("http", parts.scheme) for host in ("", f"::{parts.hostname}")]
found = subprocess.run(["apt-config", "dump", "--no-empty", "--format=%f %v%n", *names], capture_output=True, text=True, check=True)
settings = dict(line.split(" ", 1) for line in found.stdout.splitlines())
for name in names:
    if name in settings:
        proxies[parts.scheme] = settings[name]
if proxies.get(parts.scheme) == "DIRECT":
    del proxies[parts.scheme]

opener = urllib.request.build_opener(urllib.request.ProxyHandler(proxies))
opener.open(urllib.request.Request(address, method="HEAD"), timeout=10)
