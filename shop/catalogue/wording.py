"""Names in the language of the reader; Dutch where the English is missing."""

from django.utils.translation import get_language


def is_english() -> bool:
    """Whether this page is read in English."""
    return (get_language() or "nl").startswith("en")


def worded(dutch: str, english: str) -> str:
    """The name that this reader understands."""
    return english if english and is_english() else dutch
