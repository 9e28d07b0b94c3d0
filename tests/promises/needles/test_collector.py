"""The collector is not blind: what is planted is found, in whatever wrapping, in whatever place."""

import base64
import io
import json
import pickle
import quopri
import zipfile
import zlib
from urllib.parse import quote

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail, signing
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection

from accounts.models import Practice
from d4d.foundation import services
from privacy.models import DataSubject
from tests.promises.needles.collector import Collector
from tests.promises.needles.needle import Somebody

ANNA, BRAM = Somebody("anna"), Somebody("bram")
WORD = ANNA.word("voornaam")
OTHER = BRAM.word("voornaam")
TEXT = f"Één <{WORD}> & meer".encode()


def zipped(content: bytes) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("gegevens.json", content)
    return into.getvalue()


def a_row(number: int, name: str) -> Practice:
    subject = DataSubject.objects.create()
    return Practice.objects.create(subject=subject, number=str(number), name=name, kind="dentist")


def as_pdf(text: str) -> bytes:
    from weasyprint import HTML

    return HTML(string=f"<p>{text}</p>").write_pdf()


WRAPPINGS = {
    "plain": TEXT,
    "upper case": TEXT.upper(),
    "base64": base64.b64encode(TEXT),
    "base64 in the middle": b"x" + base64.b64encode(b"ab" + TEXT),
    "urlsafe": base64.urlsafe_b64encode(b"\xff\xfe" * 2 + TEXT * 4),
    "zlib": zlib.compress(TEXT),
    "zlib in base64": base64.b64encode(zlib.compress(TEXT)),
    "pickle": pickle.dumps({"naam": TEXT.decode()}),
    "json": json.dumps({"naam": TEXT.decode()}).encode(),
    "json in json": json.dumps(json.dumps([TEXT.decode()])).encode(),
    "quoted-printable": quopri.encodestring(b"a" * 66 + TEXT),
    "address": quote(TEXT.decode()).encode(),
    "every letter escaped": "".join(f"%{byte:02X}" for byte in WORD.encode()).encode(),
    "unicode escapes": "".join(f"\\u{ord(letter):04x}" for letter in WORD).encode(),
    "html numbers": "".join(f"&#{ord(letter)};" for letter in WORD).encode(),
    "utf-16": TEXT.decode().encode("utf-16"),
    "zip": zipped(TEXT),
    "signed and compressed": signing.dumps({"naam": TEXT.decode() * 9}, compress=True).encode(),
    "signed": signing.dumps({"naam": TEXT.decode()}).encode(),
}


@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_a_needle_is_found_in_every_wrapping(wrapping: str) -> None:
    assert Collector([WORD, OTHER]).in_(WRAPPINGS[wrapping]) == {WORD}


def test_a_needle_is_found_in_print() -> None:
    assert Collector([WORD, OTHER]).in_(as_pdf(WORD)) == {WORD}


def test_a_telephone_number_is_found_in_every_form() -> None:
    number = ANNA.phone("telefoon")
    nine = number[3:]
    collector = Collector([number, BRAM.phone("telefoon")])
    for written in (
        number,
        f"0{nine}",
        f"0031 {nine}",
        f"06-{nine[1:]}",
        f"(0){nine[:3]} {nine[3:6]} {nine[6:]}",
    ):
        assert collector.in_(f"bel {written} a.u.b.".encode()) == {number}, written


@pytest.mark.django_db
def test_a_needle_is_found_in_every_place(settings, tmp_path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": settings.STORAGES["default"]["BACKEND"],
            "OPTIONS": {"location": tmp_path / "m"},
        },
    }
    words = {
        place: ANNA.word(place)
        for place in ("naam", "sessie", "onthouden", "bestand", "log", "brief", "kwijt")
    }
    Practice.objects.create(
        subject=DataSubject.objects.create(), number="1", name=words["naam"], kind="dentist"
    )
    session = SessionStore()
    session["zoek"] = words["sessie"]
    session.save()
    cache.set("blok", {"naam": words["onthouden"]})
    storages["default"].save("labels/1.pdf", ContentFile(as_pdf(words["bestand"])))
    (tmp_path / "web.log").write_text(f"GET /?q={words['log']}")
    mail.EmailMessage("Dag", words["brief"], to=["x@example.nl"]).send()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE vergeten (tekst varchar(80))")
        cursor.execute("INSERT INTO vergeten VALUES (%s)", [words["kwijt"]])
    found = Collector([*words.values(), OTHER]).everywhere(logs=[tmp_path / "web.log"])
    assert found == {
        words["naam"]: {"accounts.Practice.name"},
        words["sessie"]: {"sessions.Session.session_data"},
        words["onthouden"]: {"foundation_cache.value"},
        words["bestand"]: {"default:labels/*.pdf"},
        words["log"]: {"log"},
        words["kwijt"]: {"vergeten.tekst"},
    }
    assert Collector(words.values()).in_letters() == {words["brief"]}
    cache.clear()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps no single file")
@pytest.mark.django_db(transaction=True)
def test_what_was_deleted_leaves_the_file_in_the_night() -> None:
    collector = Collector([ANNA.word("praktijk")])
    rows = [
        Practice.objects.create(
            subject=DataSubject.objects.create(),
            number=str(number),
            name=ANNA.word("praktijk"),
            kind="dentist",
        )
        for number in range(40)
    ]
    assert collector.in_the_file() == {ANNA.word("praktijk")}
    Practice.objects.filter(pk__in=[row.pk for row in rows]).update(name="")
    services.clean_the_file()
    assert collector.in_the_file() == set()
