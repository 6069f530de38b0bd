#!/usr/bin/python
"""Keeps the certificate authority of an inventory on one of its hosts, and signs with it."""

import fcntl
import os
import tempfile

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.dropwizardapm.apm.plugins.module_utils.tls import CERTIFICATE, NEW_KEY, alternative_names, openssl, read, replace
from ansible_collections.dropwizardapm.apm.plugins.module_utils.unit import Failure

DOCUMENTATION = """
module: tls_authority
short_description: Keeps a certificate authority on a host, and signs with it
description: It makes an authority where there is none. Its key never leaves the host.
options:
  directory: {type: path, required: true, description: "Where it keeps ca.key and ca.crt, for root alone."}
  renew: {type: bool, default: false, description: Whether to make a new one in any case.}
  request: {type: str, default: "", description: "A certificate's request, in PEM. Only its key counts."}
  names: {type: list, elements: str, default: [], description: Names and IP addresses that the certificate is for.}
  usages: {type: list, elements: str, default: [], description: "clientAuth, serverAuth"}
"""

# A certificate that runs out takes the monitoring with it, and hosts that are not deployed for years are no exception. It is renewed in
# its last year (tls_certificate), or when somebody wants it.
AUTHORITY_DAYS, CERTIFICATE_DAYS = "7300", "3650"


def create(directory):
    with tempfile.TemporaryDirectory(dir=directory) as place:
        key, certificate = os.path.join(place, "ca.key"), os.path.join(place, "ca.crt")
        openssl(
            *("req", "-x509", *NEW_KEY, "-days", AUTHORITY_DAYS, "-subj", "/CN=dropwizard-apm", "-keyout", key, "-out", certificate),
            *("-addext", "basicConstraints=critical,CA:true,pathlen:0", "-addext", "keyUsage=critical,keyCertSign"),
        )
        for name in ("ca.key", "ca.crt"):
            replace(os.path.join(directory, name), read(os.path.join(place, name)), "root", 0o600)


def sign(directory, request, names, usages):
    with tempfile.TemporaryDirectory() as place:
        extensions = os.path.join(place, "extensions")
        with open(extensions, "w", encoding="utf-8") as file:
            file.write(f"subjectAltName={alternative_names(names)}\nextendedKeyUsage={','.join(usages)}\n")
            file.write("basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature\n")
        authority = ["-CA", os.path.join(directory, "ca.crt"), "-CAkey", os.path.join(directory, "ca.key")]
        serial = f"0x{os.urandom(16).hex()}"
        said = openssl("x509", "-req", *authority, "-set_serial", serial, "-days", CERTIFICATE_DAYS, "-extfile", extensions, given=request)
    return CERTIFICATE.search(said).group()


def main():
    module = AnsibleModule(
        {
            "directory": {"type": "path", "required": True},
            "renew": {"type": "bool", "default": False},
            "request": {"type": "str", "default": ""},
            "names": {"type": "list", "elements": "str", "default": []},
            "usages": {"type": "list", "elements": "str", "default": []},
        },
        supports_check_mode=True,
    )
    wish, directory = module.params, module.params["directory"]
    new = wish["renew"] or not all(os.path.exists(os.path.join(directory, name)) for name in ("ca.key", "ca.crt"))
    if module.check_mode:
        module.exit_json(changed=new, ca="" if new else read(os.path.join(directory, "ca.crt")), certificate="")
    try:
        os.makedirs(directory, mode=0o700, exist_ok=True)
        # Of hosts that ask at the same time, one makes it.
        with open(os.path.join(directory, "lock"), "w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if new:
                create(directory)
            certificate = sign(directory, wish["request"], wish["names"], wish["usages"]) if wish["request"] else ""
    except Failure as failure:
        module.fail_json(msg=f"The authority in {directory} cannot be used: {failure}")
    module.exit_json(changed=new, ca=read(os.path.join(directory, "ca.crt")), certificate=certificate)


if __name__ == "__main__":
    main()
