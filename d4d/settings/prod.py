"""The house in earnest: refuses to start, and says everything that is missing or unsafe, at once."""

from pathlib import Path

from d4d.settings import env
from d4d.settings.base import *
from d4d.simulator.addresses import simulator_addresses

DEBUG = False
SECRET_KEY = env.text("D4D_SECRET_KEY")
ALLOWED_HOSTS = env.words("D4D_HOSTS")
DATABASES = {"default": database()}
PUBLIC_ORIGIN = env.text("D4D_PUBLIC_ORIGIN").rstrip("/")
MOLLIE_WEBHOOK_ORIGIN = env.text("D4D_MOLLIE_WEBHOOK_ORIGIN", PUBLIC_ORIGIN).rstrip("/")
CSRF_TRUSTED_ORIGINS = [PUBLIC_ORIGIN]

for required in (
    "D4D_SEAL_KEY",
    "D4D_MOLLIE_KEY",
    "D4D_BREVO_KEY",
    "D4D_POSTNL_KEY",
    "D4D_VAT_ID",
    "D4D_IBAN",
    "D4D_PHONE",
):
    env.text(required)

if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    env.complain("D4D_HOSTS must list the host names of the shop, without a wildcard")
if len(SECRET_KEY) < 50:
    env.complain("D4D_SECRET_KEY must have at least 50 characters")
if len(SEAL_KEY) < 32:
    env.complain("D4D_SEAL_KEY must have at least 32 characters")
if SMS_KEY and len(SMS_WEBHOOK_SECRET) < 20:
    env.complain("D4D_SMS_WEBHOOK_SECRET must have at least 20 characters: people must be able to reply STOP")
if any(len(secret) < 20 or ":" not in secret for secret in MAIL_WEBHOOK_SECRETS):
    env.complain("D4D_MAIL_WEBHOOK_SECRETS are pairs `name:word` of at least 20 characters")
if not PUBLIC_ORIGIN.startswith("https://"):
    env.complain("D4D_PUBLIC_ORIGIN must begin with https://")
if MOLLIE_KEY.startswith("test_") and not env.flag("D4D_ALLOW_TEST_KEYS"):
    env.complain("D4D_MOLLIE_KEY is a test key (D4D_ALLOW_TEST_KEYS=1 allows it)")
if CASES_MAILBOX_URL and not CASES_MAILBOX_URL.startswith("imaps://"):
    env.complain("D4D_CASES_MAILBOX_URL must begin with imaps://: mails of customers travel sealed")
for apart in ("D4D_ERASURE_JOURNALS", "D4D_BACKUP_KEYS"):
    env.text(apart)
if len(set(ERASURE_JOURNALS)) != 2:
    env.complain("D4D_ERASURE_JOURNALS must name two folders, with a comma")
if any(Path(folder).is_relative_to(DATA_DIR) for folder in (*ERASURE_JOURNALS, BACKUP_KEYS)):
    env.complain("D4D_ERASURE_JOURNALS and D4D_BACKUP_KEYS must lie outside D4D_DATA")
endpoints = {
    "D4D_MOLLIE_ENDPOINT": MOLLIE_ENDPOINT,
    "D4D_BREVO_ENDPOINT": str(ANYMAIL["BREVO_API_URL"]),
    "D4D_VIES_ENDPOINT": VIES_ENDPOINT,
    "D4D_SMS_ENDPOINT": SMS_ENDPOINT,
    **{f"D4D_{name.upper()}_ENDPOINT": str(courier["endpoint"]) for name, courier in COURIERS.items()},
}
for name in simulator_addresses(endpoints):
    env.complain(f"{name} is no address of a real service")
if "sqlite3" not in str(DATABASES["default"]["ENGINE"]) and not BROKER:
    env.complain("D4D_BROKER is missing (redis://…)")
env.refuse_when_incomplete()

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
if env.flag("D4D_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = env.number("D4D_PROXY_COUNT", 1)
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
STORAGES["staticfiles"] = {"BACKEND": "d4d.static_files.HouseStaticFilesStorage"}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
