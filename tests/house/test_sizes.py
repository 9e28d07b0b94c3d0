"""A file is read in one sitting, a function at one glance."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import sources

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40
LETTERS_OF_A_PROMISE = 100

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def definitions(path: Path) -> Iterator[Definition]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, Definition):
            yield node


def too_long_functions(path: Path) -> list[str]:
    return [
        f"{sources.name(path)}:{node.lineno} {node.name}"
        for node in definitions(path)
        if not isinstance(node, ast.ClassDef) and lines_of(node) > LINES_OF_A_FUNCTION
    ]


def lines_of(node: Definition) -> int:
    assert node.end_lineno is not None
    documented = ast.get_docstring(node, clean=False)
    return node.end_lineno - node.lineno + 1 - (documented.count("\n") + 1 if documented else 0)


def without_a_promise(path: Path) -> list[str]:
    """Public functions and classes of a module whose docstring is missing or begins too long."""
    public = [
        node
        for node in ast.parse(path.read_text()).body
        if isinstance(node, Definition) and not node.name.startswith("_")
    ]
    return [
        f"{sources.name(path)}:{node.lineno} {node.name}"
        for node in public
        if not 0 < len((ast.get_docstring(node) or "").split("\n")[0]) <= LETTERS_OF_A_PROMISE
    ]


def test_no_file_is_longer_than_a_sitting() -> None:
    read = [path for path in sources.files(".py", ".html", ".css", ".js") if "migrations" not in path.parts]
    long = {sources.name(path): len(path.read_text().splitlines()) for path in read}
    assert not {path: lines for path, lines in long.items() if lines > LINES_OF_A_FILE}


def test_no_function_is_longer_than_a_glance() -> None:
    assert not [one for path in sources.code() for one in too_long_functions(path)]


def test_every_public_thing_says_what_it_promises() -> None:
    assert not [one for path in sources.code() for one in without_a_promise(path)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("def act() -> None:\n" + "    act()\n" * 40, 1),
        ("def act() -> None:\n" + "    act()\n" * 39, 0),
    ],
)
def test_the_length_of_a_function_is_measured(
    text: str, found: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "ROOT", tmp_path)
    path = tmp_path / "room.py"
    path.write_text(text)
    assert len(too_long_functions(path)) == found
    assert len(without_a_promise(path)) == 1
