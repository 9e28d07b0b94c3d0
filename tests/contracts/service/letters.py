"""Mails as they lie in the mailbox of customer service."""

from email.message import EmailMessage

from contracts.service.services import case_letters

STRANGER = "kees@elders.example"


def proof(sender: str, found: str = "pass") -> str:
    """What our mail server writes on top of a mail."""
    return f"mx.simulator.invalid; dmarc={found} (p=reject) header.from={sender.partition('@')[2]}"


def a_letter(words: str = "Wat kost hij?", sender: str = STRANGER, **headers: str) -> EmailMessage:
    letter = EmailMessage()
    letter["Authentication-Results"] = headers.pop("proof", proof(sender))
    letter["From"], letter["To"] = f"Kees <{sender}>", "info@d-4-d.com"
    for name, value in {"Subject": "Prijs", "Message_ID": "<1@elders.example>", **headers}.items():
        letter[name.replace("_", "-")] = value
    letter.set_content(words)
    return letter


def taken_in(letter: EmailMessage) -> bool:
    return case_letters.take_in(letter.as_bytes())
