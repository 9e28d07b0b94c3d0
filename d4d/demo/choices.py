"""What people of the demo chose to hear, and the news that reached those who did."""

from django.conf import settings
from django.utils.translation import gettext as _

from accounts import services as accounts
from accounts.models import User
from d4d.foundation.mail import Letter
from d4d.foundation.sms import Text
from privacy import consent
from privacy.consent import numbers
from privacy.consent.offers import Pair
from privacy.gate import NotPermitted
from privacy.letters import post, text
from privacy.vocabulary import NEWSLETTER, PERSONALISATION, SURVEY, Channel

PHONE = "+31612345678"
IN_THE_ACCOUNT = consent.Circumstances("account", form="preferences")
SAID_YES: dict[str, list[Pair]] = {
    "buyer": [(NEWSLETTER, Channel.EMAIL), (NEWSLETTER, Channel.SMS), (PERSONALISATION, Channel.SITE)],
    "kempen": [(NEWSLETTER, Channel.EMAIL), (SURVEY, Channel.EMAIL)],
}
SAID_NO = ("nieuwland",)
ISSUE = "2026-11"


def choose() -> None:
    """Some say yes and one says no; the news goes to whoever may have it, by mail and by text."""
    accounts.update_own_details(User.objects.get(username="buyer").pk, {"phone": PHONE})
    _show_that_the_number_is_theirs(_person("buyer"))
    for name, pairs in SAID_YES.items():
        consent.give(_person(name).subject.uuid, pairs, IN_THE_ACCOUNT)
    for name in SAID_NO:
        consent.object_to_marketing(_person(name).subject.uuid, IN_THE_ACCOUNT)
    for name in (*SAID_YES, *SAID_NO):
        _bring_the_news(_person(name))


def _show_that_the_number_is_theirs(user: User) -> None:
    asked = numbers.ask(user.subject.uuid)
    numbers.prove(user.subject.uuid, numbers.new_code(asked.pk, asked.turn))


def _bring_the_news(reader: User) -> None:
    letter = Letter(
        key=f"news:{ISSUE}:{reader.pk}",
        template="mail/demo/news",
        to=reader.email,
        language=reader.language,
        context={"button_url": f"{settings.PUBLIC_ORIGIN}/"},
    )
    words = Text(f"news-sms:{ISSUE}:{reader.pk}", reader.phone, _("New at Dentists4Dentists: composites."))
    subject, occasion = reader.subject.uuid, f"news {ISSUE}"
    try:
        post(letter, subject=subject, purpose=NEWSLETTER, occasion=occasion)
        text(words, subject=subject, purpose=NEWSLETTER, language=reader.language, occasion=occasion)
    except NotPermitted:
        return


def _person(username: str) -> User:
    return User.objects.select_related("subject").get(username=username)
