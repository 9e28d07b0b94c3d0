"""The simulator's own few settings: as an outside world it knows nothing of the shop."""

import os
from pathlib import Path

D4D_DEMO = True
DEBUG = False
SECRET_KEY = "the simulator keeps no secrets and sets no cookies"  # noqa: S105
ALLOWED_HOSTS = ["*"]  # the shop may call it by a container's name
INSTALLED_APPS = ["d4d.simulator"]
ROOT_URLCONF = "d4d.simulator.urls"
MIDDLEWARE = [
    # No sessions and no CSRF token: cookies do not keep ports apart, so they would clash with the shop's.
    "d4d.simulator.pages.strict_policy",
    "d4d.simulator.ledger.write_down",
    "d4d.simulator.faults.strike",
    "d4d.simulator.mollie.idempotency.answer_once",
    "d4d.simulator.faults.dawdle",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
APPEND_SLASH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 30_000_000  # mails bring their attachments inside the JSON
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "ERROR"},
    "loggers": {"django.request": {"level": "CRITICAL"}, "d4d.simulator": {"level": "WARNING"}},
}

SIMULATOR_DATA = Path(os.environ.get("SIMULATOR_DATA", "var/simulator"))
SIMULATOR_SPEED = float(os.environ.get("SIMULATOR_SPEED", "1"))
SIMULATOR_PUBLIC_URL = os.environ.get("SIMULATOR_PUBLIC_URL", "")
SIMULATOR_SHOP_URL = os.environ.get("SIMULATOR_SHOP_URL", "")
# Where the shop wants to hear of replies and of letters that went wrong: as one fills it in at the provider.
_REPLIES = f"{SIMULATOR_SHOP_URL.rstrip('/')}/webhooks/sms/simulator/" if SIMULATOR_SHOP_URL else ""
_REPORTS = f"{SIMULATOR_SHOP_URL.rstrip('/')}/webhooks/mail/" if SIMULATOR_SHOP_URL else ""
SIMULATOR_MAIL_REPORT_URL = os.environ.get("SIMULATOR_MAIL_REPORT_URL", _REPORTS)
SIMULATOR_MAIL_REPORT_SECRET = os.environ.get("SIMULATOR_MAIL_REPORT_SECRET", "simulator:simulator")
SIMULATOR_SMS_REPLY_URL = os.environ.get("SIMULATOR_SMS_REPLY_URL", _REPLIES)
