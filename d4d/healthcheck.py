"""Asks the web process of this very container whether the shop can be used.

`python -m d4d.healthcheck`: 0 when /readyz answers 200. It knocks as the proxy would, under the shop's
own name, and needs no settings of Django's.
"""

import os
import sys
from http.client import HTTPConnection, HTTPException

from d4d.settings import env


def is_ready(port: int, host: str) -> bool:
    """Whether the shop behind this port of loopback says that it is ready."""
    connection = HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", "/readyz", headers={"Host": host})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    hosts = env.words("D4D_HOSTS", "localhost")
    sys.exit(not is_ready(int(os.environ.get("PORT", "8000")), hosts[0]))
