"""The vocabulary in words that people read on their own page."""

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from privacy.vocabulary import Basis, Category, Keep, Role

CATEGORIES: dict[Category, Promise] = {
    Category.IDENTITY: _("Name and salutation"),
    Category.CONTACT: _("E-mail addresses and telephone numbers"),
    Category.ADDRESS: _("Addresses"),
    Category.COMPANY: _("Your practice and your role in it"),
    Category.CREDENTIAL: _("How you sign in"),
    Category.CHOICE: _("What you have chosen"),
    Category.ORDER: _("Orders"),
    Category.PAYMENT: _("Payments and terms"),
    Category.INVOICE: _("Invoices"),
    Category.DELIVERY: _("Parcels"),
    Category.FREE_TEXT: _("Notes that you wrote"),
    Category.TECHNICAL: _("Technical data"),
    Category.LINK: _("How these data belong together"),
}
BASES: dict[Basis, Promise] = {
    Basis.CONSENT: _("your consent"),
    Basis.CONTRACT: _("our agreement with you"),
    Basis.LEGAL: _("a legal duty"),
    Basis.INTEREST: _("a legitimate interest"),
}
MOMENTS: dict[str, Promise] = {
    "last sign-in": _("after you last signed in"),
    "recorded": _("after it was recorded"),
    "asked": _("after we asked"),
    "checked": _("after it was checked"),
    "viewed": _("after you looked at it"),
    "put in": _("after it was put in"),
    "its last day": _("after its last day"),
    "replaced": _("after it was replaced"),
    "shipped": _("after it was shipped"),
    "issued, settled or credited": _("after the invoice was settled"),
    "lifted": _("after it was lifted"),
    "received": _("after we received it"),
    "ended": _("after it ended"),
    "last heard of": _("after we last heard of you"),
    "answered": _("after it was answered"),
    "released": _("after it was released"),
    "begun": _("after it was begun"),
    "done": _("after it was done"),
    "the order is closed": _("after the order was closed"),
    "the manufacturer's last unit": _("after the manufacturer's last unit came to market"),
    "closed": _("after it was closed"),
    "solved": _("after it was solved"),
}
ROLES: dict[Role, Promise] = {
    Role.PROCESSOR: _("works for us"),
    Role.CONTROLLER: _("decides for itself"),
    Role.AUTHORITY: _("public authority"),
}
FIELDS: dict[str, Promise] = {
    "email": _("e-mail address"),
    "phone": _("telephone number"),
    "content": _("the letter"),
    "vat_id": _("VAT number"),
    "first_name": _("first name"),
    "last_name": _("last name"),
    "practice": _("name of the practice"),
    "street": _("street"),
    "house_number": _("house number"),
    "addition": _("addition"),
    "postcode": _("postcode"),
    "city": _("place"),
    "country": _("country"),
    "order_number": _("order number"),
    "amount": _("amount"),
    "customer_number": _("customer number"),
    "kvk_number": _("KvK number"),
    "invoice_number": _("invoice number"),
    "invoice_date": _("date of the invoice"),
    "due_on": _("due date"),
    "serial_number": _("serial number"),
    "lot_number": _("LOT"),
}
SOURCES: dict[str, Promise] = {
    "you": _("you"),
    "us": _("ourselves"),
    "staff": _("our staff"),
    "your practice": _("your practice"),
    "your device": _("your device"),
    "the courier": _("the courier"),
    "the bank": _("our bank"),
    "Mollie": _("Mollie, which handles the payment"),
    "VIES": _("VIES, the register of VAT numbers"),
    "the mail provider": _("the company that brings our mail"),
    "our old shop": _("our former web shop"),
}
LAWS: dict[str, Promise] = {
    "AWR art. 52": _("AWR art. 52"),
    "GDPR art. 5(2)": _("GDPR art. 5(2)"),
    "GDPR art. 12(3)": _("GDPR art. 12(3)"),
    "GDPR art. 11(2)": _("GDPR art. 11(2)"),
    "GDPR art. 12(2)": _("GDPR art. 12(2)"),
    "GDPR art. 12(4)": _("GDPR art. 12(4)"),
    "GDPR art. 12(5)(b)": _("GDPR art. 12(5)(b)"),
    "GDPR art. 12(6)": _("GDPR art. 12(6)"),
    "GDPR art. 15(1)": _("GDPR art. 15(1)"),
    "GDPR art. 15(3)": _("GDPR art. 15(3)"),
    "GDPR art. 15(4)": _("GDPR art. 15(4)"),
    "GDPR art. 16": _("GDPR art. 16"),
    "GDPR art. 17": _("GDPR art. 17"),
    "GDPR art. 17(3)(b)": _("GDPR art. 17(3)(b)"),
    "GDPR art. 18": _("GDPR art. 18"),
    "GDPR art. 18(1)": _("GDPR art. 18(1)"),
    "GDPR art. 20": _("GDPR art. 20"),
    "GDPR art. 20(1)": _("GDPR art. 20(1)"),
    "GDPR art. 21": _("GDPR art. 21"),
    "GDPR art. 21(1)": _("GDPR art. 21(1)"),
    "GDPR art. 21(3)": _("GDPR art. 21(3)"),
    "GDPR art. 17(3)(e)": _("GDPR art. 17(3)(e)"),
    "GDPR art. 6(1)(c) with the statute that the authority names": _(
        "GDPR art. 6(1)(c) with the statute that the authority names"
    ),
    "GDPR art. 7(1)": _("GDPR art. 7(1)"),
    "Regulation (EU) 2017/745 art. 14": _("Regulation (EU) 2017/745 art. 14"),
    "Regulation (EU) 2017/745 art. 25": _("Regulation (EU) 2017/745 art. 25"),
    "Tw art. 11.7": _("Tw art. 11.7"),
    "Tw art. 11.7a": _("Tw art. 11.7a"),
}
COUNTRIES: dict[str, Promise] = {
    "BE": _("Belgium"),
    "DE": _("Germany"),
    "FR": _("France"),
    "IE": _("Ireland"),
    "LU": _("Luxembourg"),
    "NL": _("the Netherlands"),
}
STEPS: dict[str, Promise] = {
    "received": _("received"),
    "signed in just now": _("signed in just now"),
    "signed in earlier": _("signed in earlier"),
    "added to": _("more was said"),
    "identity asked": _("asked who it is"),
    "not recognised": _("not recognised"),
    "recognised": _("recognised"),
    "went on as": _("goes on as"),
    "extended": _("extended"),
    "granted": _("granted"),
    "partly_granted": _("partly granted"),
    "refused": _("refused"),
    "withdrawn": _("withdrawn"),
    "recorded": _("recorded"),
    "assessed": _("risk assessed"),
    "reported": _("reported to the AP"),
    "not reported": _("not reported"),
    "people informed": _("people informed"),
    "people not informed": _("people not informed"),
    "noted": _("note"),
    "closed": _("closed"),
}
OCCASIONS: dict[str, Promise] = {
    "parcel": _("parcel"),
    "payment": _("payment"),
    "refund": _("refund"),
    "order": _("order"),
    "invoice": _("invoice"),
    "letter": _("letter"),
    "invitation": _("invitation"),
    "request": _("privacy request"),
    "restriction": _("restriction"),
    "demand": _("demand of an authority"),
    "customer": _("customer"),
    "code": _("code by text message"),
    "recall": _("recall"),
    "question": _("question"),
    "complaint": _("complaint about a device"),
    "article": _("article that is in stock again"),
    "bill": _("payment of an invoice"),
    "collection": _("collection"),
    "contract": _("contract"),
    "copy": _("copy of data"),
    "debit": _("direct debit"),
    "debtor": _("open invoices"),
    "erasure": _("erasure"),
    "fault": _("fault"),
    "mandate": _("mandate"),
    "news": _("newsletter"),
    "newsletter": _("newsletter"),
    "opinion": _("opinion"),
    "prices": _("prices of a list"),
    "quote": _("quote"),
    "recurrence": _("repeating order"),
    "reports": _("reports that run out"),
    "return": _("return"),
    "test": _("test of a letter"),
    "visit": _("visit"),
    "webhook": _("webhook"),
}
NAMED_BY_A_KEY = {"copy"}


def period(keep: Keep) -> str:
    """How long, and from when: 7 years after the invoice was settled."""
    length = (
        ngettext("%(count)s year", "%(count)s years", keep.years) % {"count": keep.years}
        if keep.years
        else ngettext("%(count)s day", "%(count)s days", keep.days) % {"count": keep.days}
    )
    return f"{length} {MOMENTS.get(keep.after, keep.after)}" if keep.after else gettext("as long as needed")


def field(name: str) -> str:
    """What a recipient got, in words."""
    return str(FIELDS.get(name, name))


def occasion(text: str) -> str:
    """A business reference in words: parcel P2026-7-1."""
    kind, _, number = text.partition(" ")
    word = str(OCCASIONS.get(kind, kind))
    is_read = any(letter.isdigit() for letter in number) and kind not in NAMED_BY_A_KEY
    return f"{word} {number}" if is_read else word


def law(name: str) -> str:
    """The law that is named, as it is called in the reader's language."""
    return str(LAWS.get(name, name))


def country(code: str) -> str:
    """Where somebody is."""
    return str(COUNTRIES.get(code, code))


def step(name: str) -> str:
    """A step on a timeline."""
    return str(STEPS.get(name, name))
