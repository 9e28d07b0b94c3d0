"""Where the house is reached and where it reaches others, real services or the simulator."""

from d4d.settings import env

PUBLIC_ORIGIN = env.text("D4D_PUBLIC_ORIGIN", "http://localhost:8000").rstrip("/")
SIMULATOR_ORIGIN = ""
# Where those who hold data for us are told that somebody was erased (GDPR art. 19): "brevo=dpo@example.org".
RECIPIENT_MAILBOXES = dict(
    pair.split("=", 1) for pair in env.words("D4D_RECIPIENT_MAILBOXES", "") if "=" in pair
)
MOLLIE_ENDPOINT = env.text("D4D_MOLLIE_ENDPOINT", "https://api.mollie.com")
MOLLIE_KEY = env.text("D4D_MOLLIE_KEY", "")
MOLLIE_ACCESS_TOKEN = env.text("D4D_MOLLIE_ACCESS_TOKEN", "")
MOLLIE_WEBHOOK_ORIGIN = env.text("D4D_MOLLIE_WEBHOOK_ORIGIN", PUBLIC_ORIGIN).rstrip("/")
PAYMENT_PAGE_ORIGINS = env.words("D4D_PAYMENT_PAGE_ORIGINS", "https://www.mollie.com,https://pay.ideal.nl")
VIES_ENDPOINT = env.text("D4D_VIES_ENDPOINT", "https://ec.europa.eu/taxation_customs/vies/rest-api")
USUAL_COURIER = "postnl"
COURIER_POLL_MINUTES = 10
COURIERS = {
    "postnl": {
        "endpoint": env.text("D4D_POSTNL_ENDPOINT", "https://api.postnl.nl"),
        "key": env.text("D4D_POSTNL_KEY", ""),
        "customer_code": env.text("D4D_POSTNL_CUSTOMER_CODE", "DEVC"),
        "customer_number": env.text("D4D_POSTNL_CUSTOMER_NUMBER", "11223344"),
    },
    "dhl": {
        "endpoint": env.text("D4D_DHL_ENDPOINT", "https://api-gw.dhlparcel.nl"),
        "user": env.text("D4D_DHL_USER", ""),
        "key": env.text("D4D_DHL_KEY", ""),
        "account": env.text("D4D_DHL_ACCOUNT", ""),
    },
    "dpd": {
        "endpoint": env.text("D4D_DPD_ENDPOINT", "https://api.dpdconnect.nl"),
        "user": env.text("D4D_DPD_USER", ""),
        "password": env.text("D4D_DPD_PASSWORD", ""),
        "depot": env.text("D4D_DPD_DEPOT", "0522"),
    },
}

# --- mail -------------------------------------------------------------------------------------------------
EMAIL_BACKEND = "d4d.foundation.brevo.EmailBackend"
DEFAULT_FROM_EMAIL = env.text("D4D_MAIL_FROM", "Dentists4Dentists <bestellingen@d-4-d.com>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
ANYMAIL = {
    "BREVO_API_KEY": env.text("D4D_BREVO_KEY", ""),
    "BREVO_API_URL": env.text("D4D_BREVO_ENDPOINT", "https://api.brevo.com/v3/"),
    "REQUESTS_TIMEOUT": (3, 20),
}

# Name and password that the provider shows with its reports of bounces and complaints: "name:word", more of
# them while one follows the other.
MAIL_WEBHOOK_SECRETS = env.words("D4D_MAIL_WEBHOOK_SECRETS", "")

# --- text messages ----------------------------------------------------------------------------------------
SMS_ENDPOINT = env.text("D4D_SMS_ENDPOINT", "https://rest.spryngsms.com")
SMS_KEY = env.text("D4D_SMS_KEY", "")
SMS_FROM = env.text("D4D_SMS_FROM", "D4D")  # a number, if people are to reply STOP
SMS_WEBHOOK_SECRET = env.text("D4D_SMS_WEBHOOK_SECRET", "")
