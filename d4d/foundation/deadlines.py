"""An exchange that ends at a moment, however slowly the other side speaks."""

import socket
import threading
from contextlib import suppress

from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool

MOST_SECONDS = 8.0


class Ending(HTTPConnection):
    """A connection that is cut off when everything together took too long.

    The time-outs of a socket count from byte to byte: who sends one every second would hold it for ever.
    """

    def _new_conn(self) -> socket.socket:
        line = super()._new_conn()
        self._line = line.dup()  # TLS takes the first one over
        self._end = threading.Timer(MOST_SECONDS, _cut, [self._line])
        self._end.daemon = True
        self._end.start()
        return line

    def close(self) -> None:
        """Hang up, in time or not."""
        super().close()
        if hasattr(self, "_end"):
            self._end.cancel()
            self._line.close()


class EndingPool(HTTPConnectionPool):
    """Connections that end."""

    ConnectionCls = Ending


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
