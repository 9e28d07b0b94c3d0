"""Writes down what only the code knows: how news flows, how things change state, which promise is kept."""

import ast
import tomllib
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from d4d.foundation import outbox, timetable
from d4d.foundation.importing import kinds
from d4d.management import imports
from d4d.moving_in.services import FILES

FOLDER = settings.BASE_DIR / "docs"
TESTS = settings.BASE_DIR / "tests"


class Command(BaseCommand):
    """Writes docs/{flow,states,promises,imports,moving-in}.md, or says that they are out of date."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when something changed")

    def handle(self, *, check: bool, **_: Any) -> None:
        with translation.override("en"):
            documents = {
                "flow.md": flow(),
                "states.md": states(),
                "promises.md": promises(),
                "imports.md": lists(),
                "moving-in.md": old_files(),
            }
        if check:
            stale = [name for name, text in documents.items() if text != _read(name)]
            if stale:
                raise CommandError(f"docs are out of date ({', '.join(stale)}); run `make docs`")
            return
        for name, text in documents.items():
            (FOLDER / name).write_text(text)


def flow() -> str:
    """Who tells what to whom, and what the clock starts."""
    heard = [one for one in outbox.subscriptions() if one.event is not timetable.Ticked]
    news = [
        (f"*{one.event.__name__}*", _promise(one.event), _room(one.handler), _promise(one.handler), one.queue)
        for one in heard
    ]
    ticks = [(_turn(entry), f"`{entry.name}`", _promise(entry.job)) for entry in timetable.entries()]
    return _page(
        "# How news flows",
        "Calls go down the stairs; news goes up by the lift: an event in the outbox, a row per listener.",
        "`make docs` writes this from what the rooms have subscribed to.",
        _table(("event", "what happened", "heard by", "and then", "queue"), news),
        "## What the clock starts",
        _table(("when", "service", "what it does"), ticks),
    )


def states() -> str:
    """The states of everything that moves, as diagrams."""
    moving = [model for model in apps.get_models() if hasattr(model, "MOVES")]
    moving.sort(key=lambda model: model._meta.label)
    return _page(
        "# How things change state",
        "Every move is checked against `MOVES` beside the model and written down: who, when and why.",
        "`make docs` writes this from the models.",
        *(f"## {model._meta.label}\n\n{_promise(model)}\n\n{_diagram(model)}" for model in moving),
    )


def lists() -> str:
    """The lists that can be read in: each column, what it means and an example."""
    return imports.written(kinds.kinds())


def old_files() -> str:
    """The files of the old shop, by column."""
    return imports.moving(file for file, _mover in FILES)


def promises() -> str:
    """What was promised, which code keeps it, and which tests prove that."""
    known = tomllib.loads((TESTS / "promises" / "promises.toml").read_text())
    proofs = _proofs()
    rows = [
        (
            one,
            about["text"],
            "<br>".join(f"[{path}](../{path})" for path in about["code"]),
            "<br>".join(proofs[one]) or _why_not(about),
        )
        for one, about in known.items()
    ]
    return _page(
        "# What we promise, and how it is proved",
        "Each line is a promise of the statement in our own words; the tests show that the code keeps it.",
        "`make docs` writes this from `tests/promises/promises.toml` and the marks on the tests.",
        _table(("promise", "what it says", "kept by", "proved by"), rows),
    )


def _why_not(about: dict[str, str]) -> str:
    return f"waits for {about['waits']}" if "waits" in about else "nothing yet"


def _proofs() -> dict[str, list[str]]:
    """The tests that carry the id of each promise."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(TESTS.rglob("test_*.py")):
        for name, promise in _marks(ast.parse(path.read_text())):
            place = path.relative_to(settings.BASE_DIR)
            found[promise].append(f"[{name.removeprefix('test_').replace('_', ' ')}](../{place})")
    return found


def _marks(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Each test of a module with each promise that it, its module or a list of its cases is marked with."""
    lists = {
        target.id: statement.value
        for statement in module.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(module):
        if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test_"):
            continue
        said = [one for decorator in node.decorator_list for one in ast.walk(decorator)]
        said += _inside(lists.get("pytestmark"))
        said += [one for name in said if isinstance(name, ast.Name) for one in _inside(lists.get(name.id))]
        for mark in said:
            if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.promise":
                yield from ((node.name, str(ast.literal_eval(one))) for one in mark.args)


def _inside(value: ast.expr | None) -> Iterator[ast.AST]:
    return ast.walk(value) if value else iter(())


def _diagram(model: Any) -> str:
    reached = {str(to) for steps in model.MOVES.values() for to in steps}
    begin = {str(state) for state in model.MOVES} - reached | {model._meta.get_field("state").get_default()}
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {state.value}: {state.label}" for state in model.State]
    lines += [f"    [*] --> {state.value}" for state in model.State if state.value in begin]
    for state, steps in model.MOVES.items():
        lines += [f"    {state} --> {step}" for step in steps] or [f"    {state} --> [*]"]
    return "\n".join([*lines, "```"])


def _page(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _turn(entry: timetable.Entry) -> str:
    return f"daily at {entry.at:%H:%M}" if entry.at else f"every {entry.minutes} min"


def _room(thing: Any) -> str:
    return f"`{thing.__module__.removesuffix('.subscriptions')}`"


def _promise(thing: Any) -> str:
    return str(thing.__doc__ or "").strip().split("\n")[0]


def _read(name: str) -> str:
    path = FOLDER / name
    return path.read_text() if path.exists() else ""
