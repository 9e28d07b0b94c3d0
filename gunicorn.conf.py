"""How the web process is run, in the demo and in earnest."""

import gc
import os

workers = int(os.environ.get("D4D_WEB_WORKERS", "2"))
threads = int(os.environ.get("D4D_WEB_THREADS", "4"))
worker_class = "gthread"
preload_app = True  # one import for all workers, and a wrong setting stops the start
timeout = 30
graceful_timeout = 30
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
loglevel = os.environ.get("D4D_WEB_LOG_LEVEL", "warning")
control_socket_disable = True  # nothing is steered from outside, and nothing is written to a home folder


def pre_fork(server: object, worker: object) -> None:
    """What was loaded before the workers came is no garbage: left alone, they keep sharing it."""
    gc.collect()
    gc.freeze()


def on_starting(server: object) -> None:
    """Open no shop on a database that holds what the privacy register does not know."""
    from django.core.checks import Tags, run_checks
    from django.db import OperationalError, connections

    try:
        found = run_checks(tags=[Tags.database], databases=["default"])
    except OperationalError:
        return  # there is no database yet; /readyz says so
    finally:
        connections.close_all()  # the workers open their own
    if found:
        raise SystemExit("\n".join(str(one) for one in found))
