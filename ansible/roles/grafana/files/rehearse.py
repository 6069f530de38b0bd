"""Asks apt whether grafana can be had from a repository: with the host's proxies, signature and all, in a directory of its own.

Prints JSON: "reason" why not (empty when it can), the "key" that the repository documents now, and "replaces", the files that list
the same repository already. Changes nothing of the host's apt; --fetch puts the package into apt's cache, where the installation
finds it.
"""

import argparse
import glob
import json
import os
import subprocess
import tempfile

OURS = "/etc/apt/sources.list.d/grafana.sources"
# A repository out of reach must not take apt's four times half a minute to be found out.
IMPATIENT = ["Acquire::Retries=1", "Acquire::http::Timeout=10", "Acquire::https::Timeout=10"]


class Refused(Exception):
    pass


def run(*command, cwd="/"):
    ended = subprocess.run(command, cwd=cwd, env={**os.environ, "LC_ALL": "C"}, capture_output=True, text=True, check=False)
    if ended.returncode:
        # A bad signature is a warning, and only what follows from it an error.
        lines = [line for line in ended.stderr.splitlines() if line.startswith(("W:", "E:"))] or ended.stderr.splitlines()[-1:]
        raise Refused(" ".join(lines) or f"{command[0]} ended with {ended.returncode}")
    return ended.stdout


def options(*settings):
    return [word for setting in settings for word in ("-o", setting)]


def link(pattern, directory):
    os.mkdir(directory)
    for file in glob.glob(pattern):
        if os.path.isfile(file):
            os.symlink(file, os.path.join(directory, os.path.basename(file)))


def listed(repository, parts):
    """Files that list the repository, each with whether it lists something else, too."""
    targets = run("apt-get", *options(f"Dir::Etc::sourceparts={parts}"), "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(SOURCESENTRY)")
    entries = {tuple(target.split(" ", 2)) for target in targets.splitlines()}
    files = {}
    for uri, release, entry in entries:
        found = uri.rstrip("/") == repository.rstrip("/") and release == "stable"
        files.setdefault(entry.rpartition(":")[0], set()).add(found)
    return {file: len(kinds) > 1 for file, kinds in files.items() if True in kinds}


def rehearse(wanted, root, answer):
    key = f"{root}/key.asc"
    run("/usr/lib/apt/apt-helper", *options(*IMPATIENT), "download-file", wanted.key, key)
    with open(key, encoding="utf-8", errors="replace") as file:
        answer["key"] = file.read()
    if "-----BEGIN PGP PUBLIC KEY BLOCK-----" not in answer["key"]:
        answer["key"] = ""
        raise Refused(f"{wanted.key} is no armored OpenPGP key")

    parts = f"{root}/parts"
    link("/etc/apt/sources.list.d/*", parts)
    if os.path.exists(OURS) and wanted.mark in open(OURS, encoding="utf-8").read():
        os.remove(f"{parts}/grafana.sources")
    for file, shared in listed(wanted.repository, parts).items():
        name = os.path.basename(file)
        if shared or not os.path.lexists(f"{parts}/{name}"):
            raise Refused(f"{file} lists this repository beside others, and apt takes one key for it only: take that entry out of the file")
        answer["replaces"].append(f"/etc/apt/sources.list.d/{name}")
        os.remove(f"{parts}/{name}")

    source = wanted.source.replace("/etc/apt/keyrings/grafana.asc", key)
    os.mkdir(f"{root}/only")
    for directory in (parts, f"{root}/only"):
        with open(f"{directory}/grafana.sources", "w", encoding="utf-8") as file:
            file.write(source)
    link("/var/lib/apt/lists/*_*", f"{root}/lists")
    own = [f"Dir::State::lists={root}/lists", "Dir::Cache::pkgcache=", "Dir::Cache::srcpkgcache=", *IMPATIENT]
    only = ["Dir::Etc::sourcelist=/dev/null", f"Dir::Etc::sourceparts={root}/only", "APT::Get::List-Cleanup=0"]
    run("apt-get", *options(*own, *only), "--error-on=any", "update")
    own.append(f"Dir::Etc::sourceparts={parts}")
    run("apt-get", *options(*own), "--simulate", "--no-install-recommends", "--allow-downgrades", "install", wanted.package)
    if wanted.fetch:
        run("apt-get", *options(*own), "download", wanted.package, cwd="/var/cache/apt/archives")


def main():
    parser = argparse.ArgumentParser()
    for name in ("repository", "key", "source", "mark", "package"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--fetch", action="store_true")
    answer = {"reason": "", "key": "", "replaces": []}
    with tempfile.TemporaryDirectory(prefix="apm-grafana-") as root:
        os.chmod(root, 0o755)  # apt downloads as a user of its own
        try:
            rehearse(parser.parse_args(), root, answer)
        except Refused as refused:
            answer["reason"] = str(refused)
    print(json.dumps(answer))


main()
