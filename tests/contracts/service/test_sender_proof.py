"""Who a mail is from is what our own mail server found, whatever else stands in it."""

from email import message_from_string, policy
from email.message import EmailMessage

import pytest

from contracts.service.sender_proof import is_proven

NAME = "mx.simulator.invalid"
FROM = "From: Noor <noor@praktijk.nl>"


def a_mail(*heads: str) -> EmailMessage:
    mail = message_from_string("\n".join(heads) + "\n\nhallo", policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def found(words: str, name: str = NAME) -> str:
    """A line of results."""
    return f"Authentication-Results: {name}; {words}"


@pytest.mark.parametrize(
    "words",
    [
        "dmarc=pass header.from=praktijk.nl",
        "spf=pass smtp.mailfrom=x.nl; dkim=fail; dmarc=pass (p=none dis=none) header.from=praktijk.nl",
        "dkim=pass header.d=praktijk.nl header.s=s1",
        "dkim=fail header.d=praktijk.nl; dkim/1=PASS header.d=Praktijk.NL",
    ],
)
def test_what_our_server_vouches_for_is_proven(words: str) -> None:
    assert is_proven(a_mail(found(words), FROM))
    assert is_proven(a_mail(found(words, f"{NAME} 1"), FROM))


def test_a_mailbox_below_the_domain_that_signed_is_proven() -> None:
    assert is_proven(a_mail(found("dkim=pass header.d=praktijk.nl"), "From: noor@mail.praktijk.nl"))


@pytest.mark.parametrize(
    "words",
    [
        "none",
        "spf=pass smtp.mailfrom=praktijk.nl",
        "dmarc=fail header.from=praktijk.nl; dkim=pass header.d=praktijk.nl",
        "dmarc=pass header.from=elders.nl",
        "dmarc=pass",
        "dkim=pass header.d=elders.nl",
        "dkim=pass header.d=nl",
        "dkim=pass header.d=tijk.nl",
        "dkim=none (dmarc=pass header.from=praktijk.nl; dkim=pass header.d=praktijk.nl)",
        'spf=fail smtp.mailfrom="x; dmarc=pass header.from=praktijk.nl"@elders.nl',
        'spf=fail smtp.mailfrom="x\\"; dmarc=pass header.from=praktijk.nl; y"@elders.nl',
        "dmarc=fail header.from=praktijk.nl; dmarc=pass header.from=praktijk.nl",
    ],
)
def test_what_it_does_not_vouch_for_is_not_proven(words: str) -> None:
    assert not is_proven(a_mail(found(words), FROM))


@pytest.mark.parametrize(
    "heads",
    [
        [FROM],
        [found("dmarc=pass header.from=praktijk.nl", "mx.elders.nl"), FROM],
        [found("dmarc=fail header.from=praktijk.nl"), found("dmarc=pass header.from=praktijk.nl"), FROM],
        [found("none"), "Received: from elders", found("dmarc=pass header.from=praktijk.nl"), FROM],
        [found("dmarc=pass header.from=praktijk.nl"), FROM, "From: iemand@praktijk.nl"],
        [found("dmarc=pass header.from=praktijk.nl"), "From: noor@praktijk.nl, iemand@elders.nl"],
        [found("dmarc=pass header.from=praktijk.nl")],
    ],
)
def test_what_the_sender_wrote_itself_counts_for_nothing(heads: list[str]) -> None:
    assert not is_proven(a_mail(*heads))


def test_without_a_server_that_we_trust_nobody_is_proven(settings: object) -> None:
    settings.CASES_AUTHSERV_ID = ""  # type: ignore[attr-defined]
    assert not is_proven(a_mail(found("dmarc=pass header.from=praktijk.nl", ""), FROM))
