"""The letters and texts of this room: news, a trial of it, and the question how satisfied somebody is."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from accounts.models import Membership, User
from d4d.foundation.mail import Letter, blank
from d4d.foundation.sms import Text
from privacy.gate import NotPermitted
from privacy.letters import post, post_each, text, text_at_once, way_out
from privacy.vocabulary import ACCOUNT, NEWSLETTER, SURVEY
from shop.outreach import composing
from shop.outreach.models import Invitation, Newsletter, Recipient

LANGUAGES = ("nl", "en")
LANGUAGE_IN_LINK = "taal"
TEMPLATE = "mail/outreach/newsletter"
SOMEBODY = {"voornaam": "Sanne", "achternaam": "Jansen", "praktijk": "Mondzorg De Linde"}


def newsletter(news: Newsletter, some: Sequence[Recipient]) -> set[UUID]:
    """Their message to each of these readers whom the gate lets through now; who they are that got none.

    Raises NotPermitted when it closed for one of them meanwhile, and what a provider raises.
    """
    people, occasion = _readers(some), f"newsletter {news.pk}"
    contents = {language: _content(news, language) for language in LANGUAGES}
    letters: dict[UUID, Letter] = {}
    for one in some:
        if one.subject not in people:
            continue
        user, practice = people[one.subject]
        facts = _facts(user, practice)
        if news.channel == Newsletter.Channel.SMS:
            words = Text(one.key, user.phone, composing.filled(news.body_in(user.language), facts))
            text(words, subject=one.subject, purpose=NEWSLETTER, language=user.language, occasion=occasion)
        else:
            content = contents[user.language]
            letters[one.subject] = Letter(one.key, TEMPLATE, user.email, user.language, content, own=facts)
    refused = post_each(letters, purpose=NEWSLETTER, occasion=occasion)
    return {one.subject for one in some if one.subject not in people or one.subject in refused}


def trial(news: Newsletter, user: User, number: int) -> None:
    """The newsletter in the mailbox or on the telephone of somebody of the staff, who asked for it."""
    key, subject = f"newsletter-trial:{news.pk}:{user.pk}:{number}", user.subject.uuid
    facts, occasion = _facts(user, ""), f"newsletter {news.pk}"
    if news.channel == Newsletter.Channel.SMS:
        words = Text(key, user.phone, composing.filled(news.body_in(user.language), facts))
        text_at_once(words, subject=subject, purpose=ACCOUNT, occasion=occasion)
        return
    for language in LANGUAGES:
        content = _content(news, language)
        letter = Letter(f"{key}:{language}", TEMPLATE, user.email, language, content, own=facts)
        post(letter, subject=subject, purpose=ACCOUNT, occasion=occasion)


def opinion(invitation: Invitation, word: str) -> bool:
    """The question how satisfied somebody is, with a key to one answer; False when refused."""
    user = User.objects.filter(subject__uuid=invitation.subject).first()
    if user is None:
        return False
    page = reverse("outreach:opinion", args=[word])
    letter = Letter(
        f"opinion:{invitation.pk}",
        "mail/outreach/opinion",
        user.email,
        user.language,
        {
            "name": user.first_name,
            "kind": invitation.kind,
            "button_url": f"{settings.PUBLIC_ORIGIN}{page}?{LANGUAGE_IN_LINK}={user.language}",
        },
    )
    try:
        post(letter, subject=invitation.subject, purpose=SURVEY, occasion=f"opinion {invitation.pk}")
    except NotPermitted:
        return False
    return True


def specimen(news: Newsletter, language: str) -> Letter:
    """The letter as an imagined reader gets it, with a way out that leads nowhere."""
    facts = {**_facts(None, ""), **SOMEBODY, "unsubscribe_url": _nobodys_way_out()}
    content = _content(news, language)
    return Letter("specimen", TEMPLATE, settings.CONTROLLER["email"], language, content, own=facts)


def specimen_text(news: Newsletter, language: str) -> str:
    """The text message as an imagined reader gets it."""
    return f"{composing.filled(news.body_in(language), SOMEBODY)} {way_out(_nobodys_way_out(), language)}"


def _nobodys_way_out() -> str:
    return f"{settings.PUBLIC_ORIGIN}/afmelden/…/"


def _content(news: Newsletter, language: str) -> dict[str, object]:
    """What a newsletter says, with blanks for the reader: the same pieces make the html and the text."""
    blanks = {name: blank(name) for name in composing.PLACEHOLDERS} | {"winkel": settings.PUBLIC_ORIGIN}
    pieces = composing.blocks(news.body_in(language), blanks)
    subject = composing.filled(news.subject_in(language), blanks)
    return {"subject": subject, "pieces": pieces, "plain": composing.plain(pieces)}


def _readers(some: Iterable[Recipient]) -> Mapping[UUID, tuple[User, str]]:
    """The people behind these rows as they are now, each with the name of a practice where they work."""
    wanted = [one.subject for one in some]
    works = Membership.objects.filter(user__subject__uuid__in=wanted, is_active=True)
    practices = dict(works.order_by("-pk").values_list("user_id", "practice__name"))
    people = User.objects.filter(subject__uuid__in=wanted).select_related("subject")
    return {user.subject.uuid: (user, practices.get(user.pk, "")) for user in people}


def _facts(user: User | None, practice: str) -> dict[str, str]:
    return {
        "voornaam": user.first_name if user else "",
        "achternaam": user.last_name if user else "",
        "praktijk": practice,
        "winkel": settings.PUBLIC_ORIGIN,
    }
