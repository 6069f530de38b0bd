"""Asks a service for 200 at an address of its own host (first argument), by the name that others ask by (second): a Dropwizard application with
https answers no other than those in its certificate. Says what it answers otherwise. Who signed the certificate is not asked.

Not the module uri: that of ansible-core 2.14 cannot speak https with Python 3.12 and newer, which Debian 13 has.
"""

import ssl
import sys
import urllib.error
import urllib.request

context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context))
try:
    request = urllib.request.Request(sys.argv[1], headers={"Host": sys.argv[2]})
    with opener.open(request, timeout=5) as response:
        sys.exit(0 if response.status == 200 else f"{sys.argv[1]} answers {response.status}")
except urllib.error.HTTPError as error:
    sys.exit(f"{sys.argv[1]} answers {error.code}: {error.read(1000).decode(errors='replace')}")
except OSError as error:
    sys.exit(f"{sys.argv[1]}: {error}")
