"""What is sealed comes back whole with its key and for its use, and in no other way."""

from io import BytesIO

import pytest

from d4d.foundation import sealed

KEY = b"k" * 32
PIECE, HEAD, TAG = sealed.PIECE, 16, 16


def sealed_bytes(content: bytes) -> bytes:
    into = BytesIO()
    writer = sealed.Writer(into, KEY, "part")
    for begin in range(0, len(content), 100_000):
        writer.write(content[begin : begin + 100_000])
    writer.close()
    assert (writer.taken, writer.written) == (len(content), len(into.getvalue()))
    return into.getvalue()


def opened(content: bytes, *, key: bytes = KEY, use: str = "part") -> bytes:
    return sealed.Reader(BytesIO(content), key, use).read()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_what_is_sealed_comes_back_whatever_its_size(size: int) -> None:
    content = (bytes(range(251)) * (size // 251 + 1))[:size]
    written = sealed_bytes(content)
    assert opened(written) == content
    assert b"".join(sealed.Reader(BytesIO(written), KEY, "part")) == content


def test_only_its_key_opens_it_and_for_its_use_only() -> None:
    written = sealed_bytes(b"content")
    for wrong in ({"key": b"x" * 32}, {"use": "another"}):
        with pytest.raises(sealed.Damaged):
            opened(written, **wrong)


def test_pieces_cut_off_swapped_added_or_changed_are_noticed() -> None:
    written = sealed_bytes(b"x" * (2 * PIECE + 5))
    one, two = HEAD + PIECE + TAG, HEAD + 2 * (PIECE + TAG)
    harmed = {
        "cut off behind a piece": written[:one],
        "cut off within a piece": written[: one + 7],
        "swapped": written[:HEAD] + written[one:two] + written[HEAD:one] + written[two:],
        "added": written + written[two:],
        "changed": written[:-1] + bytes([written[-1] ^ 1]),
        "nothing left": b"",
    }
    for how, content in harmed.items():
        with pytest.raises(sealed.Damaged):
            pytest.fail(f"{how} was opened: {len(opened(content))}")


def test_the_same_text_looks_different_each_time_and_is_for_one_use() -> None:
    first, second = (
        sealed.seal_text("zq01@linde.example", "letter"),
        sealed.seal_text("zq01@linde.example", "letter"),
    )
    assert first != second
    assert "zq01" not in first
    assert sealed.read_text(first, "letter") == sealed.read_text(second, "letter") == "zq01@linde.example"
    for text, use in ((first, "search"), ("", "letter")):
        with pytest.raises(sealed.Damaged):
            sealed.read_text(text, use)
