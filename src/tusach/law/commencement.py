"""From which day provisions count when the document itself says so: "Điều 190 của Luật này có hiệu lực từ ngày …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tusach.law.citation import Citation, Reference, citations
from tusach.law.provision import Provision, provisions

_DATE = r"(?P<day>\d{1,2})(?:\s+tháng\s+|/)(?P<month>\d{1,2})(?:\s+năm\s+|/)(?P<year>\d{4})"
_BEGINS = re.compile(r"có hiệu lực(?: thi hành)?,?\s+(?:kể\s+)?từ (?:ngày\s+)?", re.IGNORECASE)
_DAY = re.compile(_DATE)
_PASSING = re.compile(r"(?:Bộ luật|Luật|Nghị quyết|Pháp lệnh) này được thông qua", re.IGNORECASE)
_EXCEPTED = re.compile(r"\btrừ (?:trường hợp |các quy định )?(?:quy định )?tại\s+")
_JOINT = re.compile(r"\s*(?:[,;]|và|, và)?\s*", re.IGNORECASE)
_UNTIL = re.compile(rf"đến (?:hết )?ngày {_DATE}")


@dataclass(frozen=True)
class Commencement:
    """Units of a document that count from a `day` of their own to the end of the day `until`; `source` is the clause's anchor.

    `day` is None when the text names no calendar day for the whole unit; `at_passing` when it is the day of passing.
    """

    references: tuple[Reference, ...]
    day: date | None
    until: date | None
    source: str
    at_passing: bool = False


def commencements(markdown: str) -> tuple[Commencement, ...]:
    """The provisions of the document that it gives a day of effect of their own, in order."""
    return tuple(
        one
        for unit, lines in units_with_lines(markdown)
        for text in sentences(unit, lines)
        for one in _stated(text, unit.anchor)
    )


def _stated(text: str, source: str) -> Iterator[Commencement]:
    last = 0
    begins = list(_BEGINS.finditer(text))
    cited = [one for one in citations(text) if _may_be_own(one)] if begins else []
    for begin in begins:
        own = [one for one in cited if last <= one.start and one.end <= begin.start()]
        if any(one.instrument for one in own) and "hết hiệu lực" not in text[last : begin.start()]:
            yield from _begun(text, last, own, begin, source)
        last = begin.end()


def _begun(text: str, start: int, own: list[Citation], begin: re.Match[str], source: str) -> Iterator[Commencement]:
    passing = _PASSING.match(text, begin.end()) is not None
    day = calendar_day(text, begin.end())
    until = _UNTIL.search(text, begin.end())
    # "… trừ trường hợp quy định tại khoản 3 Điều 38 của Luật này có hiệu lực từ …" names the unit itself.
    excepted = _EXCEPTED.search(text, start, own[0].start)
    end = excepted.end() if excepted else start
    for one in own:
        # "… và quy định về … tại khoản 3 Điều 1" gives a day to a part of the khoản only.
        whole = _JOINT.fullmatch(text, end, one.start) is not None
        end = one.end if whole else end
        last = calendar_day(text, until.start("day")) if until and whole else None
        yield Commencement(one.references, day if whole else None, last, source, at_passing=whole and passing)


def _may_be_own(citation: Citation) -> bool:
    named = citation.instrument is None or citation.instrument.this
    return bool(citation.references and named and citation.references[0].article not in ("", "này"))


def calendar_day(text: str, start: int) -> date | None:
    """The day written at `start` ("01 tháng 7 năm 2025", "01/7/2025"); None when none stands there."""
    match = _DAY.match(text, start)
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])) if match else None
    except ValueError:
        return None


def units_with_lines(markdown: str) -> Iterator[tuple[Provision, list[str]]]:
    """Each Điều, khoản and điểm of a document with its lines up to the next unit."""
    lines = markdown.split("\n")
    found = provisions(markdown)
    for place, unit in enumerate(found):
        end = found[place + 1].line - 1 if place + 1 < len(found) else len(lines)
        if unit.kind in ("dieu", "khoan", "diem"):
            yield unit, lines[unit.line - 1 : end]


def sentences(unit: Provision, lines: list[str]) -> Iterator[str]:
    """What a unit says itself, line by line, without its number: neither quotations nor tables."""
    first = unit.heading if unit.kind == "dieu" else re.sub(r"^\S+\s+", "", lines[0], count=1)
    for text in (first, *lines[1:]):
        if text.strip() and not text.startswith((">", "#", "|")):
            yield text.strip()
