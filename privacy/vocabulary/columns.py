"""What a column can hold, and how it goes."""

from enum import StrEnum


class Category(StrEnum):
    """What kind of data a column holds."""

    IDENTITY = "identity"
    CONTACT = "contact"
    ADDRESS = "address"
    COMPANY = "company"
    CREDENTIAL = "credential"
    CHOICE = "choice"
    ORDER = "order"
    PAYMENT = "payment"
    INVOICE = "invoice"
    DELIVERY = "delivery"
    FREE_TEXT = "free text"
    TECHNICAL = "technical"
    LINK = "link"


class Erase(StrEnum):
    """What happens to a column when somebody is erased, or when its period is over."""

    DELETE_ROW = "delete the row"
    BLANK = "make it empty"
    UNLINK = "cut the link"
    DELETE_FILE = "delete the file"
    KEEP = "keep until the legal period ends"
    WHEN_UNUSED = "delete the row as soon as nothing refers to it"
