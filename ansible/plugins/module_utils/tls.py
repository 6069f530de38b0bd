"""Keys and certificates by the openssl command, which every supported host has as a package; Python's standard library makes none."""

import ipaddress
import os
import re
import shutil
import subprocess

from ansible_collections.dropwizardapm.apm.plugins.module_utils.unit import Failure

NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
USAGES = {"TLS Web Client Authentication": "clientAuth", "TLS Web Server Authentication": "serverAuth"}
CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n?", re.DOTALL)


def openssl(*arguments, given=""):
    """What it says on its standard output. Keys are only ever in files, and none is in its arguments."""
    done = subprocess.run(["openssl", *arguments], input=given.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        raise Failure(f"openssl {arguments[0]}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout.decode()


def holds(*arguments):
    try:
        openssl(*arguments)
        return True
    except Failure:
        return False


def ip(name):
    """The one way to write it; nothing where it is a name."""
    try:
        return str(ipaddress.ip_address(name.strip("[]")))
    except ValueError:
        return ""


def alternative_names(names):
    return ",".join(f"IP:{ip(name)}" if ip(name) else f"DNS:{name}" for name in names)


def made_for(path):
    """The names and the usages of a certificate."""
    said = openssl("x509", "-in", path, "-noout", "-ext", "subjectAltName,extendedKeyUsage")
    names = {ip(name) for name in re.findall(r"IP Address:([^,\s]+)", said)} | set(re.findall(r"DNS:([^,\s]+)", said))
    return names, {usage for text, usage in USAGES.items() if text in said}


def replace(path, content, group, mode):
    """Atomically, and never with more rights than at the end."""
    candidate = f"{path}.candidate"
    if os.path.exists(candidate):
        os.unlink(candidate)
    with open(os.open(candidate, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(content)
    shutil.chown(candidate, "root", group)
    os.chmod(candidate, mode)
    os.replace(candidate, path)


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return ""
