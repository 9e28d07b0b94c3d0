"""The process: a threaded HTTP server on its own port, and the postman beside it."""

import os
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import django


class _Server(ThreadingMixIn, WSGIServer):
    """A thread for every call, and room for many that knock at once."""

    daemon_threads = True
    request_queue_size = 512


class _QuietHandler(WSGIRequestHandler):
    """Writes no access log: addresses may hold postcodes and VAT numbers."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is inherited
        """Say nothing."""


def serve(
    host: str, port: int, *, mailbox_port: int, data: Path, speed: float, public_url: str, shop_url: str
) -> None:
    """Be the outside world on this port until the process is stopped; its mailbox has a port of its own."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "d4d.simulator.settings"
    os.environ["SIMULATOR_DATA"] = str(data)
    os.environ["SIMULATOR_SPEED"] = str(speed)
    os.environ["SIMULATOR_PUBLIC_URL"] = public_url
    os.environ["SIMULATOR_SHOP_URL"] = shop_url
    django.setup(set_prefix=False)
    from django.core.handlers.wsgi import WSGIHandler

    from d4d.simulator import post_office
    from d4d.simulator.mollie.webhooks import Postman

    with _Server((host, port), _QuietHandler) as server:
        server.set_app(WSGIHandler())
        Postman().start()
        post_office.open_for_business(host, mailbox_port)
        print(f"Simulator: http://localhost:{server.server_port}/", flush=True)  # noqa: T201
        server.serve_forever()
