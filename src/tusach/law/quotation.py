"""Quoted words inside a legal text: the new wording below an instruction, and phrases that must not be read as law."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tusach.law.citation import Reference

_QUOTED = re.compile(r"“[^”]{0,3000}”|\"[^\"]{0,3000}\"|“[^\"]{0,3000}\"|\"[^”]{0,3000}”")
# No letter, no blank: what is quoted neither names nor joins anything.
BLANK = "\x1a"
_ARTICLE = re.compile(r"Điều\s+(?P<number>\d+[a-zđ]{0,2})\b", re.IGNORECASE)
_CLAUSE = re.compile(r"(?P<number>\d{1,3}[a-zđ]{0,2})\s*[.\-]\s*\S")
_POINT = re.compile(r"(?P<number>(?:[a-zđ]{1,2})(?:\.?\d{1,2})?)\)\s*\S")


def masked(text: str) -> str:
    """The text with every quoted stretch blanked out by `BLANK`, as long as before."""
    return _QUOTED.sub(lambda match: BLANK * len(match[0]), text)


def is_quoted(text: str, place: int) -> bool:
    """Whether the place stands between quotation marks."""
    spans = _quoted(text)
    before = bisect_left(spans, (place,)) - 1
    return before >= 0 and place < spans[before][1]


@lru_cache(maxsize=8)
def _quoted(text: str) -> tuple[tuple[int, int], ...]:
    """Where the quotations of a text begin and end: asked for each of its citations."""
    return tuple(match.span() for match in _QUOTED.finditer(text))


def inner_quotations(text: str) -> list[str]:
    """What stands between quotation marks in a line, without the marks."""
    return [match[0].strip('“”"').strip() for match in _QUOTED.finditer(text)]


def quotation(lines: Sequence[str]) -> tuple[str, ...]:
    """The paragraphs of a Markdown quotation as plain text, without the marks that open and close the whole of it."""
    paragraphs = [line.lstrip("> ").replace("\\", "").strip() for line in lines]
    paragraphs = [text.lstrip("#").strip() for text in paragraphs if text]
    paragraphs = [text[1:] if re.match(r"[“\"][^”\"]*$", text) else text for text in paragraphs]
    if paragraphs:
        paragraphs[0] = paragraphs[0].lstrip('“"').strip()
        paragraphs[-1] = re.sub(r"\s*[”\"]\s*[.;,]*\s*$", "", paragraphs[-1])
    return tuple(text for text in paragraphs if text)


def wording(paragraphs: Sequence[str], reference: Reference) -> tuple[str, ...]:
    """The paragraphs of a quotation that are the wording of one unit; all of them when it stands inside a paragraph.

    () when the quotation does not hold the unit.
    """
    kind, number = _smallest(reference)
    taken: list[str] = []
    inside = False
    for text in paragraphs:
        level, found = _unit_of(text)
        if level and level <= kind:
            inside = level == kind and found == number
        if inside:
            taken.append(text)
    if taken or (any(_unit_of(text)[0] for text in paragraphs) and not _holds(paragraphs, kind, number)):
        return tuple(taken)
    return tuple(paragraphs)


def _holds(paragraphs: Sequence[str], kind: int, number: str) -> bool:
    mark = rf"Điều\s+{number}\b" if kind == 1 else rf"{number}\." if kind == 2 else rf"{number}\)"
    return re.search(rf"(?<![\w.]){mark}\s", " ".join(paragraphs), re.IGNORECASE) is not None


@dataclass(frozen=True)
class Worded:
    """One paragraph of a new wording: the `anchor` of the unit it belongs to, and whether it `opens` that unit."""

    anchor: str
    text: str
    opens: bool


def anchored(paragraphs: Sequence[str], reference: Reference) -> tuple[Worded, ...]:
    """The paragraphs of the wording of a unit with the anchors they have in the amended document."""
    article, clause, here = reference.article, reference.clause, reference.anchor
    found = []
    for place, text in enumerate(paragraphs):
        level, number = _unit_of(text)
        if level == 1:
            article, clause = number, ""
        elif level == 2:
            clause = number
        # A wording that starts without its own number is still that of the unit.
        if level:
            here = Reference(article, clause, number if level == 3 else "").anchor
        found.append(Worded(here, text, bool(level) or not place))
    return tuple(found)


def quoted_articles(paragraphs: Sequence[str]) -> Iterator[str]:
    """The numbers of the Điều that a quotation opens."""
    for text in paragraphs:
        level, number = _unit_of(text)
        if level == 1:
            yield number


def _smallest(reference: Reference) -> tuple[int, str]:
    if reference.point:
        return 3, reference.point.lower()
    return (2, reference.clause.lower()) if reference.clause else (1, reference.article.lower())


def _unit_of(text: str) -> tuple[int, str]:
    """1, 2 or 3 for the first line of an Điều, khoản or điểm, with its number; 0 for other lines."""
    start = text.lstrip('“" ')
    for level, pattern in enumerate((_ARTICLE, _CLAUSE, _POINT), start=1):
        if match := pattern.match(start):
            return level, match["number"].lower()
    return 0, ""
