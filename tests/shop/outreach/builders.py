"""Builders: people who said yes, and a newsletter that is about to leave."""

from accounts.models import Practice, User
from d4d.foundation import relay
from privacy import consent
from privacy.consent.offers import Pair
from shop.outreach import services
from shop.outreach.models import Newsletter
from shop.outreach.segments import Segment
from shop.outreach.services import Words
from tests.privacy.consenting import IN_THE_ACCOUNT, NEWS_MAIL
from tests.shop.builders import a_member, a_practice

BODY_NL = """# Nieuws voor {praktijk}

Beste {voornaam},
er is nieuws.

- handschoenen
- mondkapjes

[Naar de winkel]({winkel}/producten/)"""
BODY_EN = "Dear {voornaam}, there is news."


def a_reader(*pairs: Pair, practice: Practice | None = None, **facts: object) -> User:
    """Somebody at a practice who said yes, to news by mail unless told otherwise."""
    user = a_member(practice or a_practice(), **facts)
    consent.give(user.subject.uuid, pairs or [NEWS_MAIL], IN_THE_ACCOUNT)
    return user


def some_words(**facts: object) -> Words:
    """News in two languages for everybody."""
    usual = {"name": "Maart", "channel": "email", "subject_nl": "Nieuws, {voornaam}", "subject_en": "News"}
    return Words(**{**usual, "body_nl": BODY_NL, "body_en": BODY_EN, "segment": Segment()} | facts)


def a_newsletter(**facts: object) -> Newsletter:
    """A draft."""
    return services.compose(some_words(**facts), by=None)


def sent(newsletter: Newsletter) -> Newsletter:
    """Let it leave, and everything that follows happen."""
    services.start(newsletter.pk, by=None)
    the_work_is_done()
    newsletter.refresh_from_db()
    return newsletter


def the_work_is_done() -> None:
    """Every job that waits has run."""
    while relay.run_once():
        pass
