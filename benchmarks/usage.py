"""What a process and its children use, as the kernel counts it: time of the processors, memory."""

import os
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
PARENT, FIRST_TIME, TIMES = 1, 11, 4  # fields of a stat line after the name


def processor_seconds(pid: int) -> float:
    """Seconds that a process and its children, the finished ones too, have kept a processor busy."""
    lines = _stat_lines()
    return sum(
        int(ticks) / TICKS
        for one in _family(pid, lines)
        for ticks in lines[one][FIRST_TIME : FIRST_TIME + TIMES]
    )


def worker_megabytes(pid: int) -> float:
    """Memory of one worker of a server, on average; pages that workers share count for a part."""
    sizes = [_kilobytes(one) for one in _family(pid, _stat_lines()) if one != pid]
    return sum(sizes) / len(sizes) / 1024 if sizes else 0.0


def _kilobytes(pid: int) -> int:
    text = (PROC / str(pid) / "smaps_rollup").read_text()
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) if found else 0


def _family(pid: int, lines: dict[int, list[str]]) -> Iterator[int]:
    children: dict[int, list[int]] = defaultdict(list)
    for one, fields in lines.items():
        children[int(fields[PARENT])].append(one)
    left = [pid]
    while left:
        one = left.pop()
        if one in lines:
            yield one
        left += children[one]


def _stat_lines() -> dict[int, list[str]]:
    lines = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                lines[int(folder.name)] = (folder / "stat").read_text().rpartition(")")[2].split()
    return lines
