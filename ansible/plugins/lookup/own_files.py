"""The user's own alerts, runbooks and dashboards: paths by kind, and what keeps them from being deployed (problems, as sentences).
"""

import json
import os

import yaml
from ansible.plugins.lookup import LookupBase

ENDINGS = {"alerts": ".yml", "runbooks": ".md", "dashboards": ".json"}


def named(directory, ending):
    return sorted(name for name in os.listdir(directory) if name.endswith(ending)) if os.path.isdir(directory) else []


def alerts(text):
    rules = yaml.safe_load(text)
    return "" if isinstance(rules, dict) and "groups" in rules else "has no groups of rules"


def dashboard(text):
    page = json.loads(text)
    if not isinstance(page, dict) or not page.get("title") or not page.get("uid"):
        return "is no dashboard with a title and a uid; take it from Grafana by Export, Save to file"
    return ""


READERS = {"alerts": alerts, "dashboards": dashboard}


OURS = os.path.join(os.path.dirname(__file__), "../../roles/grafana/files/provisioning/dashboards/json")


class LookupModule(LookupBase):
    def run(self, terms, variables=None, **kwargs):
        """Its term: the directory on the controller, or nothing."""
        given = str(terms[0])
        found = {kind: [] for kind in ENDINGS}
        if not given:
            return [{**found, "problems": []}]
        directory = os.path.realpath(os.path.expanduser(given))
        if not os.path.isdir(directory):
            return [{**found, "problems": [f"{given} is no directory on the controller."]}]
        problems = [
            f"{given}/{name} is none of alerts, runbooks and dashboards, the folders that are taken along."
            for name in sorted(os.listdir(directory))
            if name not in ENDINGS and not name.startswith(".") and os.path.isdir(os.path.join(directory, name))
        ]
        uids = {}
        for kind, ending in ENDINGS.items():
            for name in named(os.path.join(directory, kind), ending):
                path = os.path.join(directory, kind, name)
                problem = self.problem(kind, path, uids)
                found[kind].append(path)
                problems += [f"{given}/{kind}/{name} {problem}."] if problem else []
        return [{**found, "problems": problems}]

    def problem(self, kind, path, uids):
        try:
            with open(path, encoding="utf-8") as file:
                text = file.read()
            problem = READERS.get(kind, lambda _: "")(text)
        except OSError as error:
            return f"cannot be read on the controller ({error.strerror})"
        except (UnicodeDecodeError, ValueError, yaml.YAMLError) as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else getattr(error, "lineno", None)
            return f"cannot be read as {'YAML' if kind == 'alerts' else 'JSON'}{f', line {line}' if line else ''}"
        if kind != "dashboards" or problem:
            return problem
        return self.clash(json.loads(text)["uid"], path, uids)

    def clash(self, uid, path, uids):
        """Two dashboards of one uid take turns in Grafana, without a word."""
        if not uids:
            for name in named(OURS, ".json"):
                with open(os.path.join(OURS, name), encoding="utf-8") as file:
                    uids[json.load(file)["uid"]] = f"ours ({name})"
        name = os.path.basename(path)
        if os.path.exists(os.path.join(OURS, name)):
            return "has the name of one of ours; give it one of its own"
        other = uids.setdefault(uid, name)
        return "" if other == name else f"has the uid {uid} of {other}; give it one of its own"
