"""What is the same wherever the house runs."""

import gc
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from d4d.settings import env
from d4d.settings.addresses import *
from d4d.settings.signing_in import *

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.text("D4D_DATA", str(BASE_DIR / "var")))
DATA_DIR.mkdir(parents=True, exist_ok=True)

D4D_DEMO = False
gc.disable()  # what is loaded now stays: until all rooms are (admin_site.py), a quarter of the start

# Who answers for the data: shown on pages, mails, invoices and in the processing register.
CONTROLLER = {
    "name": "Tandheelkunde Innovaties B.V.",
    "trade_name": "Dentists4Dentists",
    "street": "Oude baan",
    "house_number": "11",
    "postcode": "5242 HT",
    "city": "Rosmalen",
    "country": "NL",
    "kvk_number": "56838948",
    "vat_id": env.text("D4D_VAT_ID", "NL852321545B01"),
    "iban": env.text("D4D_IBAN", "NL91ABNA0417164300"),
    "email": env.text("D4D_MAILBOX", "info@d-4-d.com"),
    "phone": env.text("D4D_PHONE", "+31 73 000 00 00"),
    "origin": PUBLIC_ORIGIN,
}

INSTALLED_APPS = [
    "d4d",
    "d4d.foundation",
    "privacy",
    "accounts",
    "shop.catalogue",
    "shop.stock",
    "shop.cart",
    "shop.orders",
    "shop.invoicing",
    "shop.payments",
    "shop.shipping",
    "shop.checkout",
    "shop.screening",
    "shop.returns",
    "shop.debtors",
    "shop.outreach",
    "shop.intake",
    "contracts.devices",
    "contracts.agreements",
    "contracts.service",
    "d4d.api",
    "d4d.moving_in",
    "d4d.admin_site.HouseAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "anymail",
    "csp",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "d4d.headers.ask_little_of_the_browser",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "d4d.access_log.write_visits",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "d4d.foundation.closed.closed_while_standing_still",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.practice_of_the_member",
    "privacy.middleware.count_visits",
    "d4d.foundation.unreadable.unreadable_leads_nowhere",
]

ROOT_URLCONF = "d4d.urls"
WSGI_APPLICATION = "d4d.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "d4d.forms.HouseFormRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "d4d.context.house",
            ],
        },
    },
]

# --- databases -------------------------------------------------------------------------------------------
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA secure_delete=ON;"
        "PRAGMA cache_size=-20000;PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=27103364"
    ),
}


def database(default: str | None = None) -> dict[str, object]:
    """The database of D4D_DATABASE, with the options the house relies on."""
    settings = env.database("D4D_DATABASE", default)
    if "sqlite3" in str(settings["ENGINE"]):
        return {**settings, "OPTIONS": SQLITE_OPTIONS, "CONN_MAX_AGE": None}
    return {
        **settings,
        "OPTIONS": {
            "options": "-c lock_timeout=5s -c statement_timeout=30s -c random_page_cost=1.1",
            "prepare_threshold": 2,  # of the questions in d4d/foundation/asking.py; Django's own never are
        },
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASE_COUNTRY = env.text("D4D_DATABASE_COUNTRY", "")  # where it stands, when that is another machine
STORAGE_COUNTRY = env.text("D4D_STORAGE_COUNTRY", "")

ATOMIC_REQUESTS = False
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
MESSAGE_STORAGE = "d4d.foundation.unread.NewestUnread"  # in the session: one cookie less
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "foundation_cache"},
    "memory": {
        "BACKEND": "d4d.foundation.process_memory.ProcessMemory",
        "LOCATION": "fragments",
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
}

# --- news: outbox, relay, worker ------------------------------------------------------------------------
BROKER = env.text("D4D_BROKER", "")  # empty: the relay runs the jobs itself
OUTBOX_BACKOFF_SECONDS = [60, 300, 1800, 7200, 21600, 43200, 86400, 86400]
OUTBOX_HANDOVER_SECONDS = 60
OUTBOX_LEASE_SECONDS = 150
OUTBOX_ALARM_SECONDS = 300

# --- orders ------------------------------------------------------------------------------------------------
CUT_OFF = env.text("D4D_CUT_OFF", "16:00")  # ordered before this hour on a working day: leaves that day
UNPAID_ORDER_DAYS = 14
HELD_ORDER_HOURS = env.number("D4D_HELD_ORDER_HOURS", 24)  # staff have decided about a held order by then
RETURN_DAYS = env.number("D4D_RETURN_DAYS", 30)  # goods announced longer ago are not waited for any more

# --- what is owed ------------------------------------------------------------------------------------------
COLLECTION_DAYS = env.number("D4D_COLLECTION_DAYS", 14)  # between the last reminder and the agency
COLLECTION_MAILBOX = env.text("D4D_COLLECTION_MAILBOX", "")  # of the agency; empty: none is agreed with

# --- news and opinions -------------------------------------------------------------------------------------
OUTREACH_PER_MINUTE = env.number("D4D_OUTREACH_PER_MINUTE", 6000)  # messages of a newsletter
SURVEY_AFTER_DAYS = env.number("D4D_SURVEY_AFTER_DAYS", 2)

# --- visits to practices -----------------------------------------------------------------------------------
CONTRACT_REMINDER_DAYS = env.number("D4D_CONTRACT_REMINDER_DAYS", 60)  # before the last day for notice
CONTRACT_REMINDER_LEAST_DAYS = env.number("D4D_CONTRACT_REMINDER_LEAST_DAYS", 30)  # later renews nothing
CONTRACT_INDEX_DAYS = env.number("D4D_CONTRACT_INDEX_DAYS", 60)  # a new price is told so long before
DEBIT_NOTICE_DAYS = env.number("D4D_DEBIT_NOTICE_DAYS", 14)  # between the letter and the direct debit
VISIT_REMINDER_DAYS = env.number("D4D_VISIT_REMINDER_DAYS", 3)  # before a visit the practice is reminded
VISIT_MOVE_DAYS = env.number("D4D_VISIT_MOVE_DAYS", 2)  # until then it gives its time back by itself
SERVICE_RESPONSE_HOURS = env.number("D4D_SERVICE_RESPONSE_HOURS", 16)  # working hours, without a contract
SERVICE_HOUR_CENTS = env.number("D4D_SERVICE_HOUR_CENTS", 9_500)  # work no contract covers, excluding VAT

# --- faults and repairs -------------------------------------------------------------------------------------
REPAIR_QUOTE_DAYS = env.number("D4D_REPAIR_QUOTE_DAYS", 14)  # so long a practice can say yes to a quote
LOAN_DAYS = env.number("D4D_LOAN_DAYS", 14)  # after so many days a loan device should be back
FAULT_DRAFT_DAYS = env.number("D4D_FAULT_DRAFT_DAYS", 14)  # what nobody sent is thrown away after so many

# --- what lies outside the database ----------------------------------------------------------------------
SEAL_KEY = env.text("D4D_SEAL_KEY", "")
BACKUP_KEYS = env.text("D4D_BACKUP_KEYS", f"{DATA_DIR}/backup-keys")  # apart from every backup
BACKUP_ALARM_HOURS = 26
# Two folders on different disks, outside every backup: who was erased stays erased (privacy/journal.py).
ERASURE_JOURNALS = env.words("D4D_ERASURE_JOURNALS", f"{DATA_DIR}/journals/a,{DATA_DIR}/journals/b")
ERASURE_UNDO_HOURS = env.number("D4D_ERASURE_UNDO_HOURS", 24)  # 0 to 72: how long it can be taken back

# --- customer service -------------------------------------------------------------------------------------
CASES_MAILBOX = env.text("D4D_CASES_MAILBOX", CONTROLLER["email"])
CASES_MAILBOX_URL = env.text("D4D_CASES_MAILBOX_URL", "")
CASES_AUTHSERV_ID = env.text("D4D_CASES_AUTHSERV_ID", "")
CASES_FETCH_MINUTES = env.number("D4D_CASES_FETCH_MINUTES", 2)
CASE_ANSWER_HOURS = env.number("D4D_CASE_ANSWER_HOURS", 8)

# --- safety of devices ------------------------------------------------------------------------------------
RECALL_REMIND_DAYS = env.number("D4D_RECALL_REMIND_DAYS", 7)
COMPLAINT_FORWARD_HOURS = env.number("D4D_COMPLAINT_FORWARD_HOURS", 24)

# --- language and place -----------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
# The second holds sentences of packages in our own tone ("u").
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale/packages"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# --- files ------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "media"
LEDGER_ANCHORS = env.words("D4D_LEDGER_ANCHORS", str(DATA_DIR / "anchors"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "archive": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "archive", "allow_overwrite": False},
    },
    "exports": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "exports"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# --- what a browser is told -------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *PAYMENT_PAGE_ORIGINS],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
WHITENOISE_ALLOW_ALL_ORIGINS = False
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_HANDLERS = [
    "d4d.foundation.uploads.Capped",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# The web server keeps no log of its own; ours knows kinds of pages and shortened addresses only.
ACCESS_LOG_DAYS = env.number("D4D_ACCESS_LOG_DAYS", 30)
ALLAUTH_TRUSTED_PROXY_COUNT = 0
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_addresses": {"()": "d4d.access_log.WithoutAddresses"}},
    "formatters": {
        "plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "visit": {"format": "{asctime} {message}", "datefmt": "%H:%M:%S", "style": "{"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["without_addresses"]},
        "visits": {"class": "d4d.access_log.FileOfTheDay", "formatter": "visit"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "d4d": {"level": "INFO"},
        "d4d.access": {"handlers": ["visits"], "propagate": False},
        "django.server": {"level": "ERROR"},
    },
}
