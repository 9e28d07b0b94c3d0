"""Writes down what only the code knows for certain: how news flows, and how things change state."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from d4d.foundation import outbox, timetable

FOLDER = settings.BASE_DIR / "docs"


class Command(BaseCommand):
    """Writes docs/flow.md and docs/states.md, or says that they are out of date."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when something changed")

    def handle(self, *, check: bool, **_: Any) -> None:
        with translation.override("en"):
            documents = {"flow.md": flow(), "states.md": states()}
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
