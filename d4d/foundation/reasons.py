"""Why the house itself moved a row: kept in English whoever reads it, told in the reader's language.

What people wrote as a reason is told as they wrote it, unless it is one of these word for word.
"""

from django.utils.translation import gettext, gettext_noop

OURS = (
    gettext_noop("agreed outside the shop"),
    gettext_noop("another was found at the provider after a restore"),
    gettext_noop("another wish"),
    gettext_noop("by the staff"),
    gettext_noop("changed since"),
    gettext_noop("denied"),
    gettext_noop("disputed"),
    gettext_noop("found at the provider after a restore"),
    gettext_noop("id, amount, currency or invoice differs"),
    gettext_noop("id, amount, currency or order differs"),
    gettext_noop("more than one transfer bears its reference"),
    gettext_noop("no answer"),
    gettext_noop("no contract is collected any more"),
    gettext_noop("no public address"),
    gettext_noop("not approved in time"),
    gettext_noop("not finished in time"),
    gettext_noop("not paid in time"),
    gettext_noop("nothing is owed any more"),
    gettext_noop("other batches"),
    gettext_noop("paid"),
    gettext_noop("paid otherwise, or no mandate"),
    gettext_noop("something was removed"),
    gettext_noop("the bank or the payer withdrew it"),
    gettext_noop("the charge-back was undone"),
    gettext_noop("the figures say so no longer"),
    gettext_noop("the goods did not come"),
    gettext_noop("the mandate has ended"),
    gettext_noop("the order has changed"),
    gettext_noop("the practice leaves"),
    gettext_noop("the provider never answered"),
    gettext_noop("unpacked"),
)


def in_words(reason: str) -> str:
    """A reason as the reader understands it."""
    return gettext(reason) if reason in OURS else reason
