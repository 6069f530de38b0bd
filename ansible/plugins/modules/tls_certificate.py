#!/usr/bin/python
"""Keeps a host's certificate with its key in one file, which only a new one replaces."""

import os
import shutil

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.dropwizardapm.apm.plugins.module_utils.tls import NEW_KEY, alternative_names, holds, ip, made_for, openssl, read, replace
from ansible_collections.dropwizardapm.apm.plugins.module_utils.unit import Failure

DOCUMENTATION = """
module: tls_certificate
short_description: Keeps a host's certificate with its key in one file
description: >-
  Called without a certificate, it returns a request for one where there is none for these names and usages by this authority, or where it
  is in its last year. Called with it, it puts it in place. The key is made on the host and stays there.
options:
  directory: {type: path, required: true, description: "Where it keeps host.pem, and ca.crt beside it."}
  ca: {type: str, required: true, description: "The authority's certificate, in PEM; empty where there is none yet."}
  names: {type: list, elements: str, required: true, description: Names and IP addresses that the certificate is for.}
  usages: {type: list, elements: str, required: true, description: "clientAuth, serverAuth"}
  group: {type: str, required: true, description: Whose members may read the key.}
  certificate: {type: str, default: "", description: "What the authority has made of the request, in PEM."}
"""

YEAR = "31536000"


def is_good(path, ca, wish):
    authority = os.path.join(wish["directory"], "ca.crt")
    return (
        os.path.exists(path)
        and read(authority) == ca
        and holds("verify", "-CAfile", authority, path)
        and holds("x509", "-in", path, "-noout", "-checkend", YEAR)
        and made_for(path) == ({ip(name) or name for name in wish["names"]}, set(wish["usages"]))
    )


def request(key, wish):
    os.makedirs(wish["directory"], exist_ok=True)
    os.chmod(wish["directory"], 0o755)  # whatever the host's umask
    if os.path.exists(key):
        os.unlink(key)
    os.umask(0o077)
    names = alternative_names(wish["names"])
    return openssl("req", "-new", *NEW_KEY, "-keyout", key, "-subj", "/CN=dropwizard-apm", "-addext", f"subjectAltName={names}")


def main():
    module = AnsibleModule(
        {
            "directory": {"type": "path", "required": True},
            "ca": {"type": "str", "required": True},
            "names": {"type": "list", "elements": "str", "required": True},
            "usages": {"type": "list", "elements": "str", "required": True},
            "group": {"type": "str", "required": True},
            "certificate": {"type": "str", "default": ""},
        },
        supports_check_mode=True,
    )
    wish = module.params
    path, key = (os.path.join(wish["directory"], name) for name in ("host.pem", "host.key.new"))
    try:
        if wish["certificate"]:
            replace(os.path.join(wish["directory"], "ca.crt"), wish["ca"], "root", 0o644)
            replace(path, wish["certificate"] + read(key), wish["group"], 0o640)
            os.unlink(key)
            module.exit_json(changed=True)
        good = bool(wish["ca"]) and shutil.which("openssl") is not None and is_good(path, wish["ca"], wish)
        if good or module.check_mode:
            module.exit_json(changed=not good, request="")
        module.exit_json(changed=False, request=request(key, wish))
    except Failure as failure:
        module.fail_json(msg=f"The certificate of this host cannot be made: {failure}")


if __name__ == "__main__":
    main()
