"""Numbers that go on behind a place: Điều, sections and khoản of one text; what is issued with it starts anew."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tusach.importing.blocks import CLAUSE
from tusach.importing.units import ROMANS, unit_heading
from tusach.importing.word import Line

_SECTION = re.compile(r"^(?P<number>[IVXL]+)\s*[./)–-]\s*\S")


@dataclass(frozen=True)
class Run:
    """The numbers of one kind, each with the place of its line; `opening` when a first number may yet follow."""

    marks: tuple[tuple[int, str], ...]
    opening: bool = False

    def goes_on(self, place: int) -> bool:
        """Whether the next number behind the place follows the last one before it."""
        following = bisect_left(self.marks, (place, ""))
        if following == len(self.marks) or not (following or self.opening):
            return False
        before = self.marks[following - 1][1] if following else "0"
        last, after = _value(before), self.marks[following][1]
        return _value(after) == last + 1 or (_value(after) == last and not after.isdigit())


def sequences(lines: Sequence[Line], start: int) -> tuple[Run, ...]:
    """The Điều, the sections "I." and the khoản from `start` on."""
    texts = [(place, lines[place].text) for place in range(start, len(lines)) if not lines[place].rows]
    clauses = ((place, match["number"]) for place, text in texts if (match := CLAUSE.match(text)))
    return (Run(tuple(_articles(texts)), opening=True), Run(tuple(_sections(texts))), Run(tuple(clauses)))


def _articles(texts: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    for place, text in texts:
        found = unit_heading(text)
        if found and found[0] == "dieu":
            yield place, found[1]["number"]


def _sections(texts: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    for place, text in texts:
        match = _SECTION.match(text)
        if match and match["number"] in ROMANS:
            yield place, str(ROMANS.index(match["number"]) + 1)


def _value(number: str) -> int:
    return int(re.sub(r"\D.*", "", number) or 0)
