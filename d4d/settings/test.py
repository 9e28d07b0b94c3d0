"""The house under test: SQLite by default, or the servers that D4D_DATABASE and D4D_BROKER name."""

import atexit
import os
import shutil
import tempfile

# Each of the processes that share the tests has its own files, its own SQLite and its own corner of Redis.
_share = os.environ.get("PYTEST_XDIST_WORKER", "")
if _share or "D4D_DATA" not in os.environ:
    os.environ["D4D_DATA"] = tempfile.mkdtemp(prefix="d4d-test-")
    atexit.register(shutil.rmtree, os.environ["D4D_DATA"], ignore_errors=True)

from d4d.settings import dev, env  # noqa: E402 - the folder must be chosen first
from d4d.settings.dev import *  # noqa: E402

DATABASES = {"default": database("sqlite:///:memory:")}
if "sqlite3" in str(DATABASES["default"]["ENGINE"]):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
BROKER = f"{dev.BROKER.rpartition('/')[0]}/{_share[2:]}" if dev.BROKER and _share else dev.BROKER
STAFF_MUST_USE_SECOND_FACTOR = env.flag("D4D_STAFF_SECOND_FACTOR", default=True)
STAFF_AWAY_SECONDS = STAFF_DAY_SECONDS = 10 * 365 * 86_400  # one session lives through years of a story
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CASES_AUTHSERV_ID = "mx.simulator.invalid"
CASES_MAILBOX_URL = ""  # a test that reads mails has a simulator of its own
OUTBOX_BACKOFF_SECONDS = [1, 1, 1]
OUTBOX_HANDOVER_SECONDS = 5
OUTBOX_LEASE_SECONDS = 15  # what a killed process had in hand is soon taken up again
LOGGING = {**LOGGING, "root": {"handlers": ["console"], "level": "ERROR"}}
WHITENOISE_AUTOREFRESH = True  # static files are found where they were written, not collected first
