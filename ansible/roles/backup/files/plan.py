"""Lists what is staged in a manifest, cut into pieces of whole files, and says in JSON how many there are.

Its arguments: the stage, what the manifest is to say besides (JSON), and how many bytes make a piece.
"""

import json
import os
import sys


def files(stage):
    for part in sorted(os.listdir(stage)):
        for kind in ("configuration", "data"):  # which may be a link to a snapshot
            top = os.path.join(stage, part, kind)
            for place, directories, names in os.walk(top):
                directories.sort()
                links = [name for name in directories if os.path.islink(os.path.join(place, name))]
                for name in sorted(names + links):
                    yield os.path.relpath(os.path.join(place, name), stage)


def size(path):
    return 0 if os.path.islink(path) else os.path.getsize(path)


def proof(stage, part):
    path = os.path.join(stage, part, "proof.json")
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        return json.load(file)


stage, says, piece_bytes = sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3])
found = [(name, size(os.path.join(stage, name))) for name in files(stage)]
pieces, filled = [0], 0
for _, each in found:
    if pieces[-1] and filled + each > piece_bytes:
        pieces.append(0)
        filled = 0
    pieces[-1] += 1
    filled += each
proofs = {part: proof(stage, part) for part in os.listdir(stage)}
manifest = {"kind": "dropwizard-apm backup 1", **says, "proofs": proofs, "pieces": pieces, "files": found}
with open(os.path.join(stage, "manifest.json"), "w", encoding="utf-8") as file:
    json.dump(manifest, file)
print(json.dumps({"pieces": len(pieces), "files": len(found), "bytes": sum(each for _, each in found)}))
