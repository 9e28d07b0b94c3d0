"""Mail and text messages arrive, and can be read as their receiver reads them."""

import requests
from django.core.mail import EmailMultiAlternatives, get_connection

from tests.simulator.contracts import keeps
from tests.simulator_process import Outside

HTML = '<p style="color: teal">Dank u.</p><a href="http://localhost:8000/mijn/?a=1&amp;b=2">Bestelling</a>'


def letter(outside: Outside, **changes: object) -> EmailMultiAlternatives:
    connection = get_connection(
        "d4d.foundation.brevo.EmailBackend", api_key="simulator", api_url=f"{outside.origin}/brevo/v3/"
    )
    given = {
        "subject": "Uw bestelling D2026-000001",
        "body": "Dank u.\nhttp://localhost:8000/mijn/?a=1&b=2\n",
        "from_email": "Dentists4Dentists <bestellingen@d-4-d.com>",
        "to": ["Praktijk De Brink <inkoop@voorbeeld.nl>"],
        "headers": {"Message-ID": "<order-1@d-4-d.com>", "Auto-Submitted": "auto-generated"},
        **changes,
    }
    message = EmailMultiAlternatives(connection=connection, **given)  # type: ignore[arg-type]
    message.attach_alternative(HTML, "text/html")
    return message


def test_a_mail_arrives_whole(outside: Outside) -> None:
    message = letter(outside, cc=["kopie@voorbeeld.nl"], reply_to=["info@d-4-d.com"])
    message.attach("F2026-00001.pdf", b"%PDF-1.7 invoice", "application/pdf")
    message.attach("F2026-00001.xml", "<Invoice>é</Invoice>", "application/xml")
    message.send()
    assert message.anymail_status.message_id == "<order-1@d-4-d.com>"
    [mail] = outside.mails()
    assert mail["to"] == [{"name": "Praktijk De Brink", "email": "inkoop@voorbeeld.nl"}]
    assert mail["cc"] == [{"email": "kopie@voorbeeld.nl"}]
    assert (mail["subject"], mail["text"]) == ("Uw bestelling D2026-000001", message.body)
    assert mail["headers"]["Auto-Submitted"] == "auto-generated"
    assert [one["name"] for one in mail["attachments"]] == ["F2026-00001.pdf", "F2026-00001.xml"]
    assert outside.attachment(mail["id"], 1) == b"%PDF-1.7 invoice"
    assert outside.attachment(mail["id"], 2).decode() == "<Invoice>é</Invoice>"
    [call] = outside.ledger("brevo")
    assert (call["reference"], keeps("brevo", "mail_request", call["body"])) == ("<order-1@d-4-d.com>", True)


def test_the_html_part_is_locked_in_at_an_address_of_its_own(outside: Outside) -> None:
    letter(outside).send()
    [mail] = outside.mails()
    page = outside.get(f"/mail/{mail['id']}/")
    assert f'<iframe src="/mail/{mail["id"]}/html"' in page.text
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert 'href="http://localhost:8000/mijn/?a=1&amp;b=2"' in page.text
    assert page.text.count("mijn/?a=1&amp;b=2</a>") == 1
    part = outside.get(f"/mail/{mail['id']}/html")
    assert part.text == HTML
    policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"
    assert part.headers["Content-Security-Policy"] == policy


def test_a_mail_that_was_sent_twice_is_seen_to_be_the_same(outside: Outside) -> None:
    for _ in range(2):
        letter(outside).send()
    assert "2 keer verstuurd" in outside.get(f"/mail/{outside.mails()[0]['id']}/").text


def test_a_mail_for_each_receiver_of_a_batch(outside: Outside) -> None:
    message = letter(outside, to=["a@voorbeeld.nl", "b@voorbeeld.nl"])
    message.merge_headers = {
        "a@voorbeeld.nl": {"List-Unsubscribe": "<http://localhost/a>"},
        "b@voorbeeld.nl": {"List-Unsubscribe": "<http://localhost/b>"},
    }
    message.send()
    assert [(mail["to"][0]["email"], mail["headers"]["List-Unsubscribe"]) for mail in outside.mails()] == [
        ("a@voorbeeld.nl", "<http://localhost/a>"),
        ("b@voorbeeld.nl", "<http://localhost/b>"),
    ]


def test_brevo_refuses_an_unknown_field_and_an_unknown_caller(outside: Outside) -> None:
    address = f"{outside.origin}/brevo/v3/smtp/email"
    refused = requests.post(address, json={"subject": "x"}, headers={"api-key": "k"}, timeout=5)
    assert (refused.status_code, keeps("brevo", "error", refused.json())) == (400, True)
    assert requests.post(address, json={}, timeout=5).status_code == 401
    assert outside.mails() == []


def test_a_text_message_arrives_on_the_telephone(outside: Outside) -> None:
    message = {
        "body": "Uw onderhoud is morgen. Afmelden: http://localhost:8000/afmelden/x/",
        "encoding": "auto",
        "originator": "D4D",
        "recipients": ["31612345678"],
        "route": "business",
        "reference": "visit-1",
    }
    address, key = f"{outside.origin}/sms/v1/messages", {"Authorization": "Bearer simulator"}
    answer = requests.post(address, json=message, headers=key, timeout=5)
    assert (answer.status_code, keeps("sms", "message_answer", answer.json())) == (200, True)
    [arrived] = outside.messages()
    assert (arrived["recipients"], arrived["reference"]) == (["31612345678"], "visit-1")
    assert 'href="http://localhost:8000/afmelden/x/"' in outside.get("/sms/").text
    wrong = {**message, "recipients": ["+31612345678"]}
    assert requests.post(address, json=wrong, headers=key, timeout=5).status_code == 400
    assert requests.post(address, json=message, timeout=5).status_code == 401
    assert keeps("sms", "balance_answer", outside.get("/sms/v1/balance", **key).json())
    assert len(outside.messages()) == 1
