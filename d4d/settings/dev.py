"""The zero-setup house: SQLite, and the simulator in place of every outside service."""

from d4d.settings import env
from d4d.settings.base import *

DEBUG = env.flag("D4D_DEBUG")
D4D_DEMO = True
SECRET_KEY = "demo-only-and-public-" + "d4d" * 12
SEAL_KEY = env.text("D4D_SEAL_KEY", "demo-only-seal-key")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]

INSTALLED_APPS = [*INSTALLED_APPS, "d4d.simulator"]

DATABASES = {"default": database(f"sqlite:///{DATA_DIR / 'shop.sqlite3'}")}

SIMULATOR_ORIGIN = env.text("D4D_SIMULATOR_ORIGIN", "http://localhost:8001").rstrip("/")
MOLLIE_ENDPOINT = f"{SIMULATOR_ORIGIN}/mollie"
MOLLIE_KEY = "test_simulator0000000000000000000000"
MOLLIE_ACCESS_TOKEN = "access_simulator0000000000000000000000"  # noqa: S105 - the simulator takes any
VIES_ENDPOINT = f"{SIMULATOR_ORIGIN}/vies/rest-api"
COURIERS = {
    name: {**courier, "endpoint": f"{SIMULATOR_ORIGIN}/{name}", "key": "simulator", "user": "simulator"}
    for name, courier in COURIERS.items()
}
COURIERS["dhl"]["account"] = "00000001"
COURIERS["dpd"]["password"] = "simulator"  # noqa: S105 - the simulator takes any password
ANYMAIL = {**ANYMAIL, "BREVO_API_KEY": "simulator", "BREVO_API_URL": f"{SIMULATOR_ORIGIN}/brevo/v3/"}
SMS_ENDPOINT = f"{SIMULATOR_ORIGIN}/sms"
SMS_KEY = "simulator"
MAIL_WEBHOOK_SECRETS = ["simulator:simulator"]
SMS_FROM = "+3197010240000"
SMS_WEBHOOK_SECRET = "simulator"  # noqa: S105 - the simulator knows no better
COURIER_POLL_MINUTES = 1
CASES_MAILBOX_URL = f"imap://shop:simulator@localhost:{env.number('D4D_SIMULATOR_MAILBOX_PORT', 8143)}/INBOX"
CASES_AUTHSERV_ID = "mx.simulator.invalid"
CASES_FETCH_MINUTES = 1
COLLECTION_MAILBOX = "dossiers@incasso.example"
PAYMENT_PAGE_ORIGINS = [SIMULATOR_ORIGIN]
CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] = ["'self'", *PAYMENT_PAGE_ORIGINS]

MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # passkeys at http://localhost
STAFF_MUST_USE_SECOND_FACTOR = env.flag("D4D_STAFF_SECOND_FACTOR")
OUTBOX_BACKOFF_SECONDS = [5, 15, 30, 60, 120, 300]

if env.flag("D4D_COLLECTED"):  # the demo serves what production serves: one stylesheet, hashed and compressed
    STORAGES["staticfiles"] = {"BACKEND": "d4d.static_files.HouseStaticFilesStorage"}
    WHITENOISE_KEEP_ONLY_HASHED_FILES = True
else:  # files are served from where they were written
    STATIC_ROOT = None  # type: ignore[assignment]
    WHITENOISE_USE_FINDERS = True
