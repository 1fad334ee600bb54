"""Finds "điểm đ khoản 2 Điều 12 Luật Đất đai số 31/2024/QH15" in a text and gives it back in parts.

The written order is small to large without commas; a unit binds to the next larger one after it, an instrument to all
articles joined before it. So in "điểm b khoản 6 Điều 30 và Điều 32 Luật này" the point belongs to Điều 30 alone, and both
articles to the law. Ranges ("Điều 5 đến Điều 8") are given by their two ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from tusach.law.provision import anchor_of

_TYPE = (
    r"(?:Hiến pháp|Bộ luật|Luật|Pháp lệnh|Lệnh|Nghị quyết liên tịch|Nghị quyết|Nghị định|Quyết định|Chỉ thị"
    r"|Thông tư liên tịch|Thông tư|Văn bản hợp nhất|Quy chế|Quy định)"
)
_LETTER = r"(?:[a-zđ]\.\d{1,2}|[a-zđ]\d{1,2}|đđ|cc|dd|[a-zđ])(?!\w)"
_JOIN = r"(?:\s*,\s*|\s*;\s*|\s+và\s+|\s+hoặc\s+|\s+đến\s+|\s*-\s*)"
_POINTS = rf"(?:các\s+)?điểm\s+(?P<points>{_LETTER}(?:{_JOIN}(?:điểm\s+)?{_LETTER})*)"
_CLAUSES = rf"(?:các\s+)?khoản\s+(?P<clauses>\d{{1,3}}[a-zđ]?(?!\w)(?:{_JOIN}(?:khoản\s+)?\d{{1,3}}[a-zđ]?(?!\w))*|này)"
_ARTICLES = rf"(?:các\s+)?Điều\s+(?P<articles>\d{{1,4}}[a-zđ]{{0,2}}(?![\w%])(?:{_JOIN}(?:Điều\s+)?\d{{1,4}}[a-zđ]{{0,2}}(?![\w%]))*(?!\.\d)|này)"
_UNIT = re.compile(rf"(?<!\w)(?:{_POINTS}|{_CLAUSES}|{_ARTICLES})", re.IGNORECASE)
_BETWEEN = re.compile(rf"^(?:\s+|{_JOIN}|\s+của\s+)$")
_ITEM = re.compile(rf"(?<!\w)(?:{_LETTER}|\d{{1,4}}[a-zđ]{{0,2}}|này)", re.IGNORECASE)
_LAW_NUMBER = (
    r"(?P<number>\d{1,5}(?:\.\d{1,3})?[a-z]?(?:/(?:18|19|20)\d\d)?[/-][A-ZĐ][A-ZĐƯa-zđ0-9]*(?:[-–/][A-ZĐƯa-zđ0-9]+)*)"
)
_THIS = re.compile(rf"\s+(?:của\s+)?(?P<type>{_TYPE})\s+này\b")
# A name ends before another document is named, so that "Luật A và Nghị định số 1" is never one law.
_OTHER = rf"(?:,|\s(?:và|hoặc|với|theo))\s+(?:của\s+)?{_TYPE}\b"
_WITH_NUMBER = re.compile(
    rf"\s+(?:của\s+)?(?P<type>{_TYPE})(?P<name>(?:(?!{_OTHER}|\bĐiều\b|\bsố\s+\d)[^.;:()“”\"\n]){{0,140}}?)\s+(?:số\s+)?{_LAW_NUMBER}"
)
_WITH_YEAR = re.compile(
    rf"\s+(?:của\s+)?(?P<type>{_TYPE})(?P<name>(?:(?!{_OTHER}|\b(?:Điều|có|được|từ|ngày|tháng|đã|do|thì)\b)[^.;:()“”\"\n]){{2,90}}?)"
    r"\s+(?:năm\s+)?(?P<year>(?:19|20)\d\d)(?![\d/])"
)
_NUMBER_AFTER = re.compile(rf"\s+(?:số\s+)?{_LAW_NUMBER}")
_YEAR_AFTER = re.compile(r"\s+(?:năm\s+)?(?P<year>(?:19|20)\d\d)(?![\d/])")


@dataclass(frozen=True)
class Reference:
    """One provision: the numbers as written; "" for a level not named, "này" for the one the text stands in."""

    article: str
    clause: str = ""
    point: str = ""

    @property
    def anchor(self) -> str:
        """`dieu-12-khoan-2-diem-dd`."""
        return anchor_of(self.article, self.clause, self.point)


@dataclass(frozen=True)
class Instrument:
    """The document named: its `type`, its `name` with the type ("Luật Đất đai"), `number`, `year`; `this` for "Luật này"."""

    type: str
    name: str = ""
    number: str = ""
    year: str = ""
    this: bool = False


@dataclass(frozen=True)
class Citation:
    """One article with its smaller units, where it stands in the text, and the instrument it belongs to, if named.

    `start` and `end` are the span of the words that name these units (and the instrument when it follows at once).
    """

    start: int
    end: int
    references: tuple[Reference, ...]
    instrument: Instrument | None = None


@dataclass(frozen=True)
class _Token:
    kind: str
    items: tuple[str, ...]
    start: int
    end: int
    spans: tuple[tuple[int, int], ...]
    text: str


def citations(text: str, names: Iterable[str] = ()) -> list[Citation]:
    """The citations in the text, in order; spans never overlap.

    `names` are the names of documents to recognise without a number, such as "Luật Đất đai". The text may hold
    non-breaking spaces and both tone positions; spans count characters of the text as given.
    """
    plain = text.replace("\u00a0", " ").replace("\u202f", " ")
    tokens = list(_tokens(plain))
    known = _known(tuple(sorted({name for name in names if name}, key=len, reverse=True)))
    found: list[Citation] = []
    pending: list[_Token] = []
    shared = 0
    for place, token in enumerate(tokens):
        if pending and not _joined(plain, pending[-1], token):
            found += _small_only(pending)
            pending, shared = [], len(found)
        pending.append(token)
        if token.kind != "article":
            continue
        found += _grouped(pending)
        pending = []
        follows = tokens[place + 1] if place + 1 < len(tokens) else None
        instrument, end = _instrument(plain, token.end, known)
        if instrument:
            found[-1] = replace(found[-1], end=end)
            found[shared:] = [
                one if one.instrument or _is_this(one) else replace(one, instrument=instrument)
                for one in found[shared:]
            ]
            shared = len(found)
        elif follows is None or not _joined(plain, token, follows):
            shared = len(found)
    return found + _small_only(pending)


def _tokens(text: str) -> Iterator[_Token]:
    for match in _UNIT.finditer(text):
        kind = "point" if match["points"] else "clause" if match["clauses"] else "article"
        group = {"point": "points", "clause": "clauses", "article": "articles"}[kind]
        offset = match.start(group)
        items = list(_ITEM.finditer(match[group]))
        spans = tuple((offset + item.start(), offset + item.end()) for item in items)
        yield _Token(kind, tuple(item[0] for item in items), match.start(), match.end(), spans, match[0])


def _joined(text: str, before: _Token, after: _Token) -> bool:
    return _BETWEEN.match(text[before.end : after.start]) is not None


def _is_this(citation: Citation) -> bool:
    return citation.references[0].article == "này"


def _grouped(tokens: list[_Token]) -> Iterator[Citation]:
    """Points and clauses with the first article after them; further articles of the list stand alone."""
    article = tokens[-1]
    smaller = tuple(_smaller(tokens[:-1], article.items[0]))
    first_end = article.spans[0][1]
    yield Citation(tokens[0].start, first_end, smaller or (Reference(article.items[0]),))
    for place, (start, end) in enumerate(article.spans[1:], start=1):
        between = article.text[article.spans[place - 1][1] - article.start : start - article.start]
        named = re.search(r"Điều\s+$", between, re.IGNORECASE)
        yield Citation(start - (len(named[0]) if named else 0), end, (Reference(article.items[place]),))


def _smaller(tokens: list[_Token], article: str) -> Iterator[Reference]:
    points: tuple[str, ...] = ()
    for token in tokens:
        if token.kind == "point":
            points = token.items
        else:
            for place, clause in enumerate(token.items):
                yield from (
                    (Reference(article, clause, point) for point in points)
                    if points and not place
                    else (Reference(article, clause),)
                )
            points = ()
    yield from (Reference(article, "", point) for point in points)


def _small_only(tokens: list[_Token]) -> list[Citation]:
    """ "điểm c khoản này": clauses and points of the Điều the text stands in."""
    if not any(token.kind == "clause" and "này" in token.items for token in tokens):
        return []
    return [Citation(tokens[0].start, tokens[-1].end, tuple(_smaller(tokens, "này")))]


def _instrument(text: str, start: int, known: re.Pattern[str] | None) -> tuple[Instrument | None, int]:
    """The instrument that follows at `start`, and where it ends."""
    after = text[start : start + 220]
    if match := _THIS.match(after):
        return Instrument(match["type"], this=True), start + match.end()
    if known and (match := known.match(after)):
        name = match["name"]
        if number := _NUMBER_AFTER.match(after[match.end() :]):
            return Instrument(_type(name), name, number["number"]), start + match.end() + number.end()
        if year := _YEAR_AFTER.match(after[match.end() :]):
            return Instrument(_type(name), name, "", year["year"]), start + match.end() + year.end()
    if match := _WITH_NUMBER.match(after):
        return Instrument(match["type"], _full(match), match["number"]), start + match.end()
    if match := _WITH_YEAR.match(after):
        return Instrument(match["type"], _full(match), "", match["year"]), start + match.end()
    if known and (match := known.match(after)):
        return Instrument(_type(match["name"]), match["name"]), start + match.end()
    return None, start


def _full(match: re.Match[str]) -> str:
    name = " ".join(match["name"].split())
    return f"{match['type']} {name}" if name else ""


def _type(name: str) -> str:
    match = re.match(_TYPE, name, re.IGNORECASE)
    return match[0] if match else ""


@lru_cache(maxsize=64)
def _known(names: tuple[str, ...]) -> re.Pattern[str] | None:
    if not names:
        return None
    return re.compile(rf"\s+(?:của\s+)?(?P<name>{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
