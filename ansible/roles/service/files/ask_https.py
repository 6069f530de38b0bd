"""Asks an https address for 200. Its certificate has the service's public name, not the address at which its own host asks.

Not the module uri: that of ansible-core 2.14 cannot speak https with Python 3.12 and newer, which Debian 13 has.
"""

import ssl
import sys
import urllib.request

context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context))
try:
    with opener.open(sys.argv[1], timeout=5) as response:
        sys.exit(0 if response.status == 200 else f"status {response.status}")
except OSError as error:
    sys.exit(str(error))
