#!/usr/bin/python
"""Gives a systemd unit new files as one transaction: checked, kept, put in place, watched, and returned as a whole on failure."""

import grp
import os
import pwd
import shutil
import tempfile
import time

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.dropwizardapm.apm.plugins.module_utils.archive import KEPT, Archive, keep_before
from ansible_collections.dropwizardapm.apm.plugins.module_utils.unit import Failure, Unit, loaded, run

DOCUMENTATION = """
module: switch_unit
short_description: Switches a systemd unit to new files, or returns to the old ones
description: See the role's argument_specs for the options, and docs/decisions/deployment.md for the reasons.
"""

MARK = "# From here on not shown in --diff."
FILE = {
    "path": {"type": "str", "required": True},
    "content": {"type": "str"},
    "secret": {"type": "str", "no_log": True},
    "before": {"type": "str", "default": ""},
    "owner": {"type": "str", "default": "root"},
    "group": {"type": "str", "default": "root"},
    "mode": {"type": "str", "default": "0644"},
    "load": {"type": "str", "choices": ["start", "reload"], "default": "start"},
    "check": {"type": "list", "elements": "str", "default": []},
    "variable": {"type": "str", "default": ""},
}
LINK = {"path": {"type": "str", "required": True}, "target": {"type": "str", "required": True}, "load": FILE["load"], "variable": FILE["variable"]}
DIRECTORY = {name: FILE[name] for name in ("path", "owner", "group", "mode")}
OPTIONS = {
    "unit": {"type": "str", "required": True},
    "files": {"type": "list", "elements": "dict", "options": FILE, "default": []},
    "links": {"type": "list", "elements": "dict", "options": LINK, "default": []},
    "directories": {"type": "list", "elements": "dict", "options": DIRECTORY, "default": []},
    "absent": {"type": "list", "elements": "str", "default": []},
    "keep": {"type": "list", "elements": "str", "default": []},
    "reads": {"type": "list", "elements": "str", "default": []},
    "url": {"type": "str", "default": ""},
    "ready_timeout": {"type": "int", "default": 60},
}


def read(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return None


def attributes(path):
    """Mode and owners as text; None where there is nothing."""
    try:
        status = os.lstat(path)
        owner, group = pwd.getpwuid(status.st_uid).pw_name, grp.getgrgid(status.st_gid).gr_name
    except (OSError, KeyError):
        return None
    return f"{status.st_mode & 0o7777:04o} {owner}:{group}"


def wanted(item):
    return f"{int(item['mode'], 8):04o} {item['owner']}:{item['group']}"


def text(file):
    return file["secret"] if file["content"] is None else file["content"]


def changed_file(file):
    return os.path.islink(file["path"]) or read(file["path"]) != text(file) or attributes(file["path"]) != wanted(file)


def changed_link(link):
    return not os.path.islink(link["path"]) or os.readlink(link["path"]) != link["target"]


def diff(file):
    """What may be shown of a change: of a secret, only what stands before the mark, on both sides."""
    old, new = read(file["before"] or file["path"]) or "", text(file)
    if file["content"] is None:
        marked = MARK in new and (not old or MARK in old)
        old, new = [side.split(MARK)[0] if marked else "" for side in (old, new)]
    if not file["before"] and attributes(file["path"]) not in (None, wanted(file)):
        old, new = f"# {attributes(file['path'])}\n{old}", f"# {wanted(file)}\n{new}"
    return {"before": old, "after": new, "before_header": file["path"], "after_header": file["path"]}


def replace(path, make):
    """Atomically, so that whoever reads it meanwhile sees the old or the new."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    candidate = f"{path}.candidate"
    if os.path.lexists(candidate):
        os.unlink(candidate)
    make(candidate)
    os.replace(candidate, path)


def write(path, item):
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text(item))
    own(path, item)


def own(path, item):
    shutil.chown(path, item["owner"], item["group"])
    os.chmod(path, int(item["mode"], 8))


def check(files):
    for file in filter(lambda file: file["check"] and shutil.which(file["check"][0]), files):
        with tempfile.TemporaryDirectory() as directory:
            candidate = os.path.join(directory, os.path.basename(file["path"]))
            write(candidate, {**file, "owner": "root", "group": "root"})
            code, said = run(*[word.replace("%s", candidate) for word in file["check"]])
        if code != 0:
            said = "\n".join(said.splitlines()[-8:]).replace(candidate, file["path"])
            raise Failure(f"{file['check'][0]} refuses {file['path']}; what runs is untouched. Correct {file['variable']}. It says:\n{said}")


def apply(due):
    for directory in due["directories"]:
        os.makedirs(directory["path"], exist_ok=True)
        own(directory["path"], directory)
    for file in due["files"]:
        replace(file["path"], lambda path, file=file: write(path, file))
    for link in due["links"]:
        replace(link["path"], lambda path, link=link: os.symlink(link["target"], path))
    for path in due["absent"]:
        os.unlink(path)


def age(items, load):
    """When what the unit reads on this occasion was last changed."""
    paths = [item["path"] for item in items if item["load"] == load]
    return max([os.lstat(path).st_ctime for path in paths if os.path.lexists(path)] + [0])


def bring_up(unit, before, reads, restart, reload, ready_timeout):
    """Starts, restarts or reloads it, as needed, and waits until it stays up with what it reads now."""
    configured = age(reads, "reload")
    if restart or before["ActiveState"] != "active":
        unit.tell("restart", "--no-block")
        unit.watch(before["InvocationID"], configured, ready_timeout)
    elif reload:
        unit.tell("reload")
        unit.watch("", configured, min(ready_timeout, 15), 0)
    else:
        unit.watch("", 0, ready_timeout)


def give_back(unit, archive):
    """What became of the unit."""
    before = unit.show()
    running = archive.put_back()
    run("systemctl", "daemon-reload")
    if not running:
        run("systemctl", "stop", unit.name)
        return "It did not run before, and does not now; the next run starts from there."
    try:
        unit.tell("restart", "--no-block")
        unit.url = ""  # which may be another's now
        unit.watch(before["InvocationID"])
        return "The state before is back and runs."
    except Failure as failure:
        return f"The state before is back, but does not run either: {failure}."


def differences(wish):
    return {
        "directories": [item for item in wish["directories"] if attributes(item["path"]) != wanted(item)],
        "files": [item for item in wish["files"] if changed_file(item)],
        "links": [item for item in wish["links"] if changed_link(item)],
        "absent": [path for path in wish["absent"] if os.path.lexists(path) and path not in {file["path"] for file in wish["files"]}],
    }


def main():
    module = AnsibleModule(OPTIONS, supports_check_mode=True)
    os.umask(0o022)
    wish, due = module.params, differences(module.params)
    unit, reads, marker = Unit(wish["unit"], wish["url"]), wish["files"] + wish["links"], f"/run/{wish['unit']}.switching"
    before, interrupted = unit.show(), os.path.exists(marker)
    switch = any(due.values()) or interrupted
    # What a run could not finish is seen by its age, whoever changed it.
    started = int((before.get("ExecMainStartTimestamp") or "@0").lstrip("@") or 0)
    active, young = before["ActiveState"] == "active", time.time() - started < 10
    loads = {item["load"] for item in due["files"] + due["links"]}
    restart = interrupted or bool(due["absent"]) or "start" in loads or int(age(reads + [{"path": path, "load": "start"} for path in wish["reads"]], "start")) > started
    configured = age(reads, "reload")
    reload = "reload" in loads or active and configured and loaded(unit.answer()) < configured
    disabled = before["UnitFileState"] != "enabled"
    result = {"changed": bool(switch or restart or reload or disabled or not active), "diff": [diff(file) for file in due["files"]]}
    try:
        check(due["files"])
    except Failure as failure:
        module.fail_json(msg=str(failure), diff=result["diff"])
    if module.check_mode or not (result["changed"] or young):
        module.exit_json(**result)

    since, archive = time.time(), Archive(wish["unit"], [item["path"] for item in reads] + wish["absent"] + wish["keep"])
    if switch and not interrupted:
        keep_before(wish["unit"], archive.paths, before)
        archive.keep(before)
        if wish["keep"]:
            result["kept"] = f"{KEPT}/{wish['unit']}-taken-over-{time.strftime('%Y%m%dT%H%M%S')}.tar"
            shutil.copy2(archive.path, result["kept"])
        write(marker, {"content": "", "owner": "root", "group": "root", "mode": "0600"})
    try:
        apply(due)
        if switch or restart:
            run("systemctl", "daemon-reload")
        if disabled:
            unit.tell("enable")
        bring_up(unit, before, reads, restart, reload, wish["ready_timeout"])
    except (Failure, OSError, LookupError) as failure:
        words = unit.last_words(since)
        outcome = give_back(unit, archive) if switch else "This run had changed nothing of what it reads."
        variables = sorted({item["variable"] for item in due["files"] + due["links"]} - {""}) or ["what it is configured with"]
        if switch:
            os.unlink(marker)
        module.fail_json(
            msg=f"{wish['unit']} does not run with what it was given: {failure}. {outcome} Correct {', '.join(variables)}. Its last words "
            f"(journalctl --unit={wish['unit']}):\n{words}",
            diff=result["diff"],
        )
    if switch:
        os.unlink(marker)
    module.exit_json(**result)


if __name__ == "__main__":
    main()
