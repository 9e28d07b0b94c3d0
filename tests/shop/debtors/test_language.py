"""Letters about what is owed are in the language of who reads them."""

import pytest
from django.core import mail

from accounts.models import Membership, User
from tests.shop.builders import a_member, a_practice
from tests.shop.debtors.builders import an_invoice, days_pass

pytestmark = pytest.mark.django_db
FIRST = "Reminder of open invoices"


def test_a_manager_who_reads_english_is_reminded_in_english() -> None:
    practice = a_practice()
    a_member(practice, Membership.Role.MANAGER, language=User.Language.ENGLISH)
    an_invoice(practice)
    first, second, last = (subject for _day, subject in days_pass(3, 14, 30))
    assert (first, second, last) == (FIRST, FIRST, "Last reminder of open invoices")
    letter = mail.outbox[-1]
    assert "This is the last reminder." in letter.body
    assert "due on 2 March 2026" in letter.body
    assert "€1,210.00" in letter.body
    for word in ("factuur", "herinnering", "Totaal", "betal"):
        assert word not in f"{letter.body}{letter.alternatives[0][0]}"  # type: ignore[attr-defined]


def test_whoever_reads_the_mail_for_invoices_goes_before_a_manager() -> None:
    practice = a_practice()
    a_member(practice, Membership.Role.MANAGER, language=User.Language.ENGLISH)
    reader = a_member(practice, Membership.Role.BOOKKEEPER, language=User.Language.DUTCH)
    User.objects.filter(pk=reader.pk).update(email=practice.billing_email)
    an_invoice(practice)
    assert days_pass(3) == [(3, "Herinnering aan openstaande facturen")]
