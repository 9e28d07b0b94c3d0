"""The copy for people: the same data as one page to read, written piece by piece."""

from collections.abc import Callable
from html import escape
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from d4d.foundation import clock
from privacy import words
from privacy.export import wording
from privacy.export.sections import About, Entry, Section, title_of
from privacy.register import Personal

STYLES = Path(__file__).with_name("opmaak.css")
Row = Callable[[Entry, dict[str, str]], str]


def begin(language: str) -> str:
    """The head of the page: whose data, from whom, of which day."""
    title = _("Your data with %(company)s") % {"company": settings.CONTROLLER["trade_name"]}
    made = _("This is everything we held about you on %(day)s, from our own records.") % {
        "day": wording.day(clock.today())
    }
    ask = _("Questions? Write to %(mailbox)s. You may also complain to the Autoriteit Persoonsgegevens.") % {
        "mailbox": settings.CONTROLLER["email"]
    }
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f'<link rel="stylesheet" href="{STYLES.name}"></head>\n<body>\n<main>\n'
        f"<h1>{escape(title)}</h1>\n<p>{escape(made)}</p>\n<p>{escape(ask)}</p>\n"
    )


def begin_section(section: Section) -> str:
    """The heading of a table, why its columns are held, and the names of its columns."""
    heads = [wording.label_of(one) for one in (*section.beside, *section.columns)]
    cells = "".join(f'<th scope="col">{escape(head)}</th>' for head in [_("No."), *heads, _("Kept until")])
    return (
        f"<section>\n<h2>{escape(title_of(section))}</h2>\n<p>{escape(about(section.about))}</p>\n"
        f"{_explanation(section)}"
        f'<div tabindex="0"><table>\n<thead><tr>{cells}</tr></thead>\n<tbody>\n'
    )


def row_of(section: Section) -> Row:
    """How the rows of a section are written."""
    names = [one.name for one in (*section.beside, *section.columns)]
    read = wording.readers(section)

    def row(entry: Entry, files: dict[str, str]) -> str:
        known = entry.beside | entry.data
        cells = [_link(files[name]) if name in files else escape(read[name](known)) for name in names]
        until = ", ".join(wording.day(day) for day in sorted(set(entry.until.values())))
        line = "</td><td>".join([escape(str(entry.number)), *cells, until or wording.NOTHING])
        return f"<tr><td>{line}</td></tr>\n"

    return row


def end_section() -> str:
    """The end of a table."""
    return "</tbody>\n</table></div>\n</section>\n"


def end() -> str:
    """The end of the page."""
    return "</main>\n</body>\n</html>\n"


def about(whose: About) -> str:
    """Whose data a section holds."""
    return {
        About.YOU: _("About you"),
        About.PRACTICE: _("About the practice that you manage"),
        About.SHARED: _("Of your practice, because you had a hand in it"),
    }[whose]


def explanations(section: Section) -> list[tuple[list[str], Personal]]:
    """The columns of a section that have the same reason, period, source and recipients, together."""
    found: dict[tuple[str, ...], tuple[list[str], Personal]] = {}
    for column in section.columns:
        assert column.fact, "only personal columns are explained"
        key = (*told(column.fact), str(column.fact.hidden))
        found.setdefault(key, ([], column.fact))[0].append(wording.label_of(column))
    return list(found.values())


def told(fact: Personal) -> tuple[str, str, str, str]:
    """What for, how long, from whom and for whom."""
    return wording.why(fact), words.period(fact.keep), wording.source(fact), wording.who(fact)


def _explanation(section: Section) -> str:
    heads = (_("Data"), _("What for"), _("How long"), _("From whom"), _("Who may get it"))
    cells = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    rows = "".join(
        f"<tr><td>{'</td><td>'.join(escape(text) for text in (_named(names, fact), *told(fact)))}</td></tr>"
        for names, fact in explanations(section)
    )
    summary = escape(_("What for, how long and from whom"))
    return (
        f"<details><summary>{summary}</summary><table><thead><tr>{cells}</tr></thead>"
        f"<tbody>{rows}</tbody></table></details>\n"
    )


def _named(names: list[str], fact: Personal) -> str:
    listed = ", ".join(names)
    return f"{listed} ({_('held, not shown')}: {fact.hidden})" if fact.hidden else listed


def _link(path: str) -> str:
    return f'<a href="{escape(path)}">{escape(path.rpartition("/")[2])}</a>'
