"""The application's own configuration file, as far as a deployment has to know it: a dictionary with its content (config), and what
makes it unusable (problem, as the end of a sentence; empty when all is well). Never a line of it, as there may be passwords in it.

The role apm asks for it of each host: where a host's service listens is in that file.
"""

import os

import yaml
from ansible.errors import AnsibleError
from ansible.plugins.loader import lookup_loader
from ansible.plugins.lookup import LookupBase


class LookupModule(LookupBase):
    def run(self, terms, variables=None, **kwargs):
        """Its term: a path on the controller. A name that ends in .j2 is a template, any other file is taken as it is."""
        config, problem = {}, ""
        try:
            config = yaml.safe_load(self.text(os.path.realpath(os.path.expanduser(str(terms[0]))), variables))
            if not isinstance(config, dict):
                config, problem = {}, "is no configuration: at its top it has no keys"
        except OSError as error:
            problem = f"cannot be read on the controller ({error.strerror})"
        except UnicodeDecodeError:
            problem = "is no YAML: it is not text in UTF-8"
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = f"is no YAML: {getattr(error, 'problem', error)}{f', line {mark.line + 1}' if mark else ''}"
        except AnsibleError as error:
            problem = f"cannot be rendered: {error}"
        return [{"config": config, "problem": problem}]

    def text(self, path, variables):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        if not path.endswith(".j2"):
            return text
        template = lookup_loader.get("ansible.builtin.template", loader=self._loader, templar=self._templar)
        return str(template.run([path], variables=variables, convert_data=False)[0])
