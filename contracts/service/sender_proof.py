"""Whether a mail really comes from whom it names: what our receiving mail server found, and nobody else.

The server writes it on top of each mail (Authentication-Results, RFC 8601) under a name that the settings
know. Whatever stands below was there before it looked, and anybody may have written it.
"""

from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import getaddresses

from django.conf import settings

HEADER = "Authentication-Results"
Finding = tuple[str, str, dict[str, str]]


def is_proven(letter: EmailMessage) -> bool:
    """Whether DMARC, or a DKIM signature of the sender's own domain, vouches for the one name in From."""
    domain = _domain_of_sender(letter)
    if not domain or not settings.CASES_AUTHSERV_ID:
        return False
    trusted = settings.CASES_AUTHSERV_ID.lower()
    ours = next((one for one in _results(letter) if _name_in(one) == trusted), None)
    if ours is None:
        return False
    findings = list(_findings(ours))
    dmarc = [result for method, result, _facts in findings if method == "dmarc"]
    if dmarc:
        return dmarc == ["pass"] and _is_about(domain, findings, "dmarc", "header.from")
    return _is_about(domain, findings, "dkim", "header.d")


def _is_about(domain: str, findings: list[Finding], method: str, fact: str) -> bool:
    """Whether a method passed for the sender's domain, or for one that it is part of."""
    proven = [facts.get(fact, "") for name, result, facts in findings if (name, result) == (method, "pass")]
    return any(domain == one or ("." in one and domain.endswith(f".{one}")) for one in proven)


def _domain_of_sender(letter: EmailMessage) -> str:
    try:
        senders = getaddresses([str(one) for one in letter.get_all("From", [])])
    except (ValueError, IndexError, AttributeError):  # headers that no standard allows
        return ""
    if len(senders) != 1:
        return ""
    return senders[0][1].rpartition("@")[2].lower().rstrip(".")


def _results(letter: EmailMessage) -> Iterator[list[str]]:
    """Each header of results from the top, as its parts without comments."""
    for header in letter.get_all(HEADER, []):
        yield _parts(str(header))


def _name_in(parts: list[str]) -> str:
    return (parts[0].split() or [""])[0].lower()


def _findings(parts: list[str]) -> Iterator[Finding]:
    """What was found by each method: its name, its result, and about what."""
    for part in parts[1:]:
        words = [word.lower().partition("=") for word in part.split() if "=" in word]
        if words:
            method, _equals, result = words[0]
            yield method.partition("/")[0], result, {name: value for name, _is, value in words[1:]}


def _parts(header: str) -> list[str]:
    """A header at its semicolons; what stands in comments and between quotes says nothing."""
    parts, depth, is_quoted, is_escaped = [""], 0, False, False
    for sign in header:
        if is_escaped:
            is_escaped = False
        elif sign == "\\" and (depth or is_quoted):
            is_escaped = True
        elif is_quoted or (sign == '"' and not depth):
            is_quoted = sign != '"' if is_quoted else True
        elif sign in "()":
            depth = max(depth + (1 if sign == "(" else -1), 0)
        elif not depth and sign == ";":
            parts.append("")
        elif not depth:
            parts[-1] += sign
    return parts
