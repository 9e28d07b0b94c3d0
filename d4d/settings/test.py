"""The house under test: SQLite by default, or the servers that D4D_DATABASE and D4D_BROKER name."""

from d4d.settings.dev import *

DATABASES = {"default": database("sqlite:///:memory:")}
if "sqlite3" in str(DATABASES["default"]["ENGINE"]):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
STAFF_MUST_USE_SECOND_FACTOR = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
OUTBOX_BACKOFF_SECONDS = [1, 1, 1]
OUTBOX_HANDOVER_SECONDS = 5
LOGGING = {**LOGGING, "root": {"handlers": ["console"], "level": "ERROR"}}
