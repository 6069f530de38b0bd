#!/usr/bin/python
"""Makes a directory, and folders in it, hold exactly these pages. A module of Ansible's own would be called once for each of dozens."""

import os

from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = """
module: pages
short_description: Makes a directory hold exactly these pages
description: They belong to root, everyone may read them, and others' files in the directory are removed.
options:
  path: {type: path, required: true, description: The directory.}
  pages: {type: dict, required: true, description: Content by file name, or by folder/file name.}
"""


def same(path, content, mode):
    status = os.lstat(path)
    if (status.st_uid, status.st_gid, status.st_mode & 0o7777) != (0, 0, mode):
        return False
    if content is None:
        return True
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read() == content


def write(path, content):
    candidate = f"{path}.candidate"
    with open(candidate, "w", encoding="utf-8") as file:
        file.write(content)
    os.chown(candidate, 0, 0)
    os.chmod(candidate, 0o644)
    os.replace(candidate, path)


def main():
    module = AnsibleModule(
        {"path": {"type": "path", "required": True}, "pages": {"type": "dict", "required": True}},
        supports_check_mode=True,
    )
    directory, pages = module.params["path"], module.params["pages"]
    there = {os.path.relpath(os.path.join(at, name), directory) for at, _, names in os.walk(directory) for name in names}
    folders = sorted({os.path.normpath(os.path.join(directory, os.path.dirname(name))) for name in pages} | {directory})
    due = [name for name in pages if name not in there or not same(os.path.join(directory, name), pages[name], 0o644)]
    gone = there - set(pages)
    mine = all(os.path.isdir(folder) and same(folder, None, 0o755) for folder in folders)
    if not module.check_mode:
        for folder in folders:
            os.makedirs(folder, exist_ok=True)
            os.chown(folder, 0, 0)
            os.chmod(folder, 0o755)
        for name in due:
            write(os.path.join(directory, name), pages[name])
        for name in gone:
            os.unlink(os.path.join(directory, name))
        for folder, _, _ in os.walk(directory, topdown=False):
            if folder not in folders and not os.listdir(folder):
                os.rmdir(folder)
    module.exit_json(changed=bool(due or gone or not mine), written=sorted(due), removed=sorted(gone))


if __name__ == "__main__":
    main()
