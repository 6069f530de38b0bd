"""What is wrong with the values of the roles' variables: a list of sentences, empty when all can be meant.

Types, choices and required elements are what each role's meta/argument_specs.yml says, taken at its word: Ansible's own check takes
a text for a list and leaves it a text. What a value has to look like, its kind, is what meta/kinds.yml says: one of KINDS below
(also "KIND or empty"), or a range {from: A, to: B} of numbers or durations, whose bounds may be other variables. A kind holds for each
element of a list, and for each key of a dictionary.
"""

import functools
import glob
import ipaddress
import os
import re

import yaml
from ansible.errors import AnsibleError
from ansible.plugins.lookup import LookupBase

YES, NO = {"yes", "on", "1", "true", "y", "t"}, {"no", "off", "0", "false", "n", "f"}
SECONDS = {"y": 31536000, "w": 604800, "d": 86400, "h": 3600, "m": 60, "s": 1, "ms": 0.001}
NAME = r"(?=.*[A-Za-z])[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?"


def matching(pattern):
    return re.compile(pattern).fullmatch


def ip(text):
    try:
        return bool(ipaddress.ip_address(text[1:-1] if text[:1] + text[-1:] == "[]" else text))
    except ValueError:
        return False


def address(text):
    return ip(text) or bool(matching(NAME)(text))


def socket(text):
    host, _, port = text.rpartition(":")
    return address(host) and (":" not in host or host.startswith("[")) and port.isdecimal() and 0 < int(port) < 65536


def url(text):
    found = matching(r"https?://([^\s/?#\"'\\@]+@)?(?P<at>[^\s/?#\"'\\@]+)([/?#][^\s\"'\\]*)?")(text)
    return bool(found) and (address(found["at"]) and found["at"].count(":") != 1 or socket(found["at"]))


def regex(text):
    """What RE2 and Python's module both take: no look around, no reference back."""
    try:
        re.compile(text)
    except re.error:
        return False
    return not re.search(r"\(\?<?[=!]|\\[1-9]|\(\?P=", text)


# A kind's test, and how to write it.
KINDS = {
    "absolute path": (matching(r"/[^\n\"']*"), "an absolute path"),
    "address": (address, "an IP address or the name of a host, without a port"),
    "class": (matching(r"([^\W\d][\w$]*\.)*[^\W\d][\w$]*"), "the full name of a class, such as com.example.ShopApplication"),
    "duration": (
        matching(r"(?=\d)(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?"),
        "a time with its unit, such as 15s, 5m or 1h30m",
    ),
    "environment variable": (matching(r"[A-Za-z_][A-Za-z0-9_]*"), "names of letters, digits and underscores"),
    "external url": (
        lambda text: url(text) and not re.search(r"[?#@]", text),
        "an address such as https://watch.example.org/path, without ?, # and a user",
    ),
    "file name": (matching(r"[^/\s\"'\\]+"), "the name of a file, without a directory and blanks"),
    "hours": (
        matching(r"(?=.*[1-9])(\d+h)?(\d+m)?(\d+s)?"),
        "hours, minutes and seconds, such as 120h or 1h30m (days are not known here)",
    ),
    "label": (matching(r"[a-zA-Z_][a-zA-Z0-9_]*"), "names of letters, digits and underscores, no digit first"),
    "label regex": (
        lambda text: regex(text) and not re.search(r"[\"\\]", text),
        "a regular expression (RE2) without quotes and backslashes: [.] is a dot, [0-9] a digit",
    ),
    "mail address": (matching(r"[^\s@\"\\,]+@[^\s@\"\\,]+|[^@\"\\,\n]+ <[^\s@<>]+@[^\s@<>]+>"), "an address such as oncall@example.org"),
    "memory": (
        matching(r"[1-9][0-9]*[KMGTPE]?|[1-9][0-9]?(\.[0-9]+)?%|100%|infinity"),
        "a size as systemd reads it, such as 512M or 2G (without a B), a share such as 50%, or infinity",
    ),
    "option": (matching(r"[-@]\S[^\n]*"), "an option in each element: -Xmx512m, --name=value"),
    # Not a name: that of a host often means its loopback there (Debian's 127.0.1.1).
    "own address": (lambda text: ip(text) or text == "localhost", "an IP address of the host, such as 192.0.2.30, 127.0.0.1 or ::"),
    "package": (matching(r"[a-z0-9][a-z0-9+.-]+(:[a-z0-9]+)?(=\S+)?"), "the name of a package"),
    "path": (matching(r"/[^\s?#\"'\\]*"), "a path that begins with /, such as /health"),
    "regex": (regex, "a regular expression (RE2: no look around, no reference back)"),
    "retention": (matching(r"[1-9][0-9]*[smhdwy]"), "one time with its unit, such as 40d"),
    "secret url": (url, "an address that begins with http:// or https://"),
    "service name": (matching(r"[a-z][a-z0-9-]{0,30}"), "lower-case letters, digits and hyphens, at most 31, a letter first"),
    "sha256": (matching(r"[0-9a-f]{64}"), "64 hexadecimal digits, in lower case"),
    "size": (matching(r"[1-9][0-9]*[KMGTPE]?B"), "a size such as 512MB or 5GB"),
    "socket": (socket, "host:port, such as mail.example.org:587 or [2001:db8::1]:25"),
    "switch": (lambda text: text.lower() in YES | NO, "true or false"),
    "url": (url, "an address that begins with http:// or https://"),
    "version": (matching(r"[A-Za-z0-9.+:~*-]+"), "a version such as 12.4.0 or 12.4.*"),
    "word": (matching(r"[A-Za-z0-9_.:/-]+"), "letters, digits and _ . : / -"),
}


def number(value):
    if isinstance(value, bool):
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def wrong_type(value, option):
    """How to write what the type does not allow; None when it does. NAME and VALUE stand for the variable's."""
    wanted = option.get("type", "str")
    if value is None:
        return "give it a value, or leave it out"
    if wanted == "raw":
        return None
    if wanted == "list":
        if isinstance(value, (list, tuple)):
            remedies = [wrong_type(each, {"type": option["elements"]}) for each in value if "elements" in option]
            return next((f"an element of it is wrong: {remedy}" for remedy in remedies if remedy), None)
        return 'it takes a list, so write NAME: [VALUE], or -e \'{"NAME": ["VALUE"]}\' on the command line'
    if wanted == "dict":
        return None if isinstance(value, dict) else "it takes a dictionary, so write NAME: {key: value}"
    if isinstance(value, (list, tuple, dict)):
        return f"one value is wanted ({wanted}), not a {'dictionary' if isinstance(value, dict) else 'list'}"
    if wanted == "bool":
        return None if isinstance(value, bool) or str(value).lower() in YES | NO else "write true or false"
    if wanted == "int":
        return None if number(value) is not None and number(value) % 1 == 0 else "write a whole number"
    if wanted == "float":
        return None if number(value) is not None else "write a number"
    return "put it into quotes, as it is true or false to YAML" if isinstance(value, bool) else None


def seconds(text):
    return sum(int(count) * SECONDS[unit] for count, unit in re.findall(r"(\d+)(ms|[smhdwy])", text))


def out_of_range(value, low, high):
    if isinstance(low, str):
        if not KINDS["duration"][0](str(value)):
            return f"write {KINDS['duration'][1]}"
        return None if seconds(low) <= seconds(str(value)) <= seconds(high) else f"it has to lie between {low} and {high}"
    return None if low <= number(value) <= high else f"it has to lie between {low} and {high}"


def wrong_kind(value, kind):
    kind, _, optional = kind.partition(" or ")
    accepts, remedy = KINDS[kind]
    parts = list(value) if isinstance(value, (list, tuple, dict)) else [value]
    good = all(accepts(str(part)) or (optional == "empty" and str(part) == "") for part in parts)
    return None if good else f"write {remedy}"


def wrong_choice(value, option):
    choices = option.get("choices")
    if not choices or value in choices or number(value) in choices:
        return None
    return f"choose one of {', '.join(map(str, choices))}"


@functools.lru_cache(maxsize=None)  # the message of an assertion is made even when it holds
def read(role, file):
    path = os.path.join(role, "meta", file)
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as stream:
        return yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}


class LookupModule(LookupBase):
    def run(self, terms, variables=None, **kwargs):
        """Its terms: the directory of the roles, and the names that are the user's own."""
        directory, allowed = terms
        refusals = []
        for role in sorted(glob.glob(os.path.join(directory, "*", ""))):
            prefix = os.path.basename(os.path.dirname(role))
            options = {}
            for entry in read(role, "argument_specs.yml")["argument_specs"].values():
                options.update(entry.get("options", {}))
            kinds, exports = read(role, "kinds.yml"), read(role, "exports.yml")
            for name in sorted(options.keys() & variables.keys()):
                refusals += self.refusal(name, variables, options[name], kinds.get(name))
            for name in sorted(variables):
                if name.startswith(f"{prefix}_") and name not in options and name not in exports and name not in allowed:
                    refusals.append(
                        f"{name} is unknown to the role {prefix}: correct its name ({os.path.realpath(role)}/README.md "
                        "lists them), or add yours to preflight_allowed_variables."
                    )
        return refusals

    def refusal(self, name, variables, option, kind):
        try:
            value = self._templar.template(variables[name])
        except AnsibleError as error:
            return [f"{name} cannot be made out: {error}"]
        if "Vault" in type(value).__name__:
            value = str(value)
        remedy = wrong_type(value, option) or wrong_choice(value, option)
        if isinstance(kind, dict):
            bounds = (self._templar.template(variables[bound]) if bound in variables else bound for bound in (kind["from"], kind["to"]))
            remedy = remedy or out_of_range(value, *bounds)
        elif kind:
            remedy = remedy or wrong_kind(value, kind)
        if not remedy:
            return []
        hidden = option.get("no_log") or str(kind).startswith("secret")
        shown = value if isinstance(value, str) and not hidden else "…"
        return [f"{name} is {'not shown' if hidden else repr(value)}: {remedy.replace('NAME', name).replace('VALUE', shown)}."]
