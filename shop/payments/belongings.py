"""A mandate goes along with its practice, unless both have one: somebody must say which stays."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.belongings import in_the_way, moves
from accounts.models import Practice
from shop.payments.models import Mandate


def two_mandates(former: Practice, heir: Practice) -> Iterator[Promise]:
    """At most one lives per practice."""
    if all(Mandate.objects.for_practice(one).living().exists() for one in (former, heir)):
        yield _("Both let us collect by direct debit: have one of the mandates withdrawn first.")


moves("payments.Mandate.practice")
in_the_way(two_mandates)
