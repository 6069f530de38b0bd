"""Says in JSON which version of a daemon runs, how many bytes its data has, and how many the largest file of it.

Its arguments: where the daemon tells its version, and the paths of its data.
"""

import json
import os
import re
import sys
import urllib.request


def sizes(path):
    if os.path.isfile(path):
        yield os.path.getsize(path)
    for place, _, names in os.walk(path):
        for name in names:
            try:
                yield os.lstat(os.path.join(place, name)).st_size
            except FileNotFoundError:  # Prometheus has just removed it
                pass


with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(sys.argv[1], timeout=10) as answer:
    version = re.search(r'"version"\s*:\s*"([^"]+)"', answer.read().decode())[1]
found = [size for path in sys.argv[2:] for size in sizes(path)]
print(json.dumps({"version": version, "bytes": sum(found), "largest": max(found, default=0)}))
