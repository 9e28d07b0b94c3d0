"""The mailbox is opened only on a server that proves to be ours."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from ipaddress import IPv4Address
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from contracts.service import mailbox
from d4d.foundation import clock
from d4d.foundation.errors import Temporary

HOST = "127.0.0.1"


def a_certificate_of_nobody(folder: Path) -> Path:
    """A key and a certificate for this machine that no authority signed, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    begun = clock.now() - timedelta(days=1)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(begun).not_valid_after(begun + timedelta(days=2))
    names = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address(HOST))])
    signed = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    file = folder / "server.pem"
    kinds = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem = serialization.Encoding.PEM
    file.write_bytes(key.private_bytes(pem, *kinds) + signed.public_bytes(pem))
    return file


@pytest.fixture
def pretender(tmp_path: Path) -> Iterator[tuple[int, list[bytes]]]:
    """A server that only says it is ours: its port, and what was entrusted to it."""
    sealed = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    sealed.load_cert_chain(a_certificate_of_nobody(tmp_path))
    heard: list[bytes] = []
    with socket.create_server((HOST, 0)) as listening:

        def serve() -> None:
            with suppress(OSError), sealed.wrap_socket(listening.accept()[0], server_side=True) as line:
                line.sendall(b"* OK IMAP4rev1\r\n")
                heard.append(line.recv(1_000))

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1], heard
        thread.join(5)


def test_no_password_goes_to_a_server_that_cannot_prove_its_name(
    pretender: tuple[int, list[bytes]], settings: Any
) -> None:
    port, heard = pretender
    settings.CASES_MAILBOX_URL = f"imaps://shop:geheim@{HOST}:{port}/INBOX"
    with pytest.raises(Temporary, match="SSLCertVerificationError"), mailbox.opened():
        pass
    assert heard == []
