"""Says, a line each, which file systems have not the room for what is to be written.

Its argument: a list of [path, bytes] in JSON. A path need not be there yet; what lies on one file system is added up.
"""

import json
import os
import sys


def there(path):
    return path if os.path.isdir(path) else there(os.path.dirname(path))


def megabytes(size):
    return f"{size / 1e6:,.1f} MB".replace(",", " ")


wanted = {}
for path, size in json.loads(sys.argv[1]):
    paths, sizes = wanted.setdefault(os.stat(there(path)).st_dev, ([], []))
    paths.append(path)
    sizes.append(size)
for paths, sizes in wanted.values():
    status = os.statvfs(there(paths[0]))
    free = status.f_bavail * status.f_frsize
    if sum(sizes) > free:
        print(f"{' and '.join(dict.fromkeys(paths))} need {megabytes(sum(sizes))}, and {megabytes(free)} are free there")
