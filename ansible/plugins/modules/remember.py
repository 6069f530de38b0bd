#!/usr/bin/python
"""Writes down what a host does not have before it gets it, so that it can be taken away again."""

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.dropwizardapm.apm.plugins.module_utils import record
from ansible_collections.dropwizardapm.apm.plugins.module_utils.archive import keep_before
from ansible_collections.dropwizardapm.apm.plugins.module_utils.unit import Unit

DOCUMENTATION = """
module: remember
short_description: Writes down what a host does not have before it gets it
description: For the module uninstall. What is written down already, or there, is left as it is.
options:
  packages: {type: list, elements: str, default: [], description: Names of packages that are about to be installed.}
  users: {type: list, elements: str, default: [], description: Accounts that are about to be made.}
  unit: {type: str, default: "", description: "A unit without .service, whose state and files are kept before they are ours."}
  paths: {type: list, elements: str, default: [], description: These files.}
"""


def main():
    options = {name: {"type": "list", "elements": "str", "default": []} for name in ("packages", "users", "paths")}
    module = AnsibleModule({**options, "unit": {"type": "str", "default": ""}}, supports_check_mode=True)
    wish = module.params
    lines = [f"package:{name}" for name in (each.partition("=")[0] for each in wish["packages"]) if record.status(name) != "installed"]
    lines += [f"user:{name}" for name in wish["users"] if not record.has_user(name)]
    if module.check_mode:
        module.exit_json(changed=False)
    record.one_at_a_time()
    known = record.read()
    new = [line for line in lines if line not in known]
    if new:
        record.write(known + new)
    if wish["unit"]:
        keep_before(wish["unit"], wish["paths"], Unit(wish["unit"], "").show())
    module.exit_json(changed=bool(new), remembered=new)


if __name__ == "__main__":
    main()
