"""Finds "điểm đ khoản 2 Điều 12 Luật Đất đai số 31/2024/QH15" in a text and gives it back in parts.

The written order is small to large without commas; a unit binds to the next larger one after it, an instrument to all
articles joined before it. So in "điểm b khoản 6 Điều 30 và Điều 32 Luật này" the point belongs to Điều 30 alone, and both
articles to the law. "Điều 26 khoản 3", large to small, is read when no article follows that could claim the clause.
Units, their order and names: Law 64/2025/QH15, Điều 7 khoản 2; numbers: Decree 30/2020/NĐ-CP, Annex I.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tusach.law.instrument import Instrument, any_name, instrument_at, numbered_instruments
from tusach.law.provision import anchor_of
from tusach.law.vietnamese import one_tone

_POINT = r"(?-i:[a-zđ]\.\d{1,2}|[a-zđ]\d{1,2}|đđ|cc|dd|y(?!\s+(?:tế|tá|học|sĩ))|[a-xzđ])(?!\w)"
# A letter or number that only a comma joins to a list must not begin the next phrase: "theo Điều 5, 6 tháng sau".
_POINT_MORE = rf"{_POINT}(?=\s*[,;.:)/”\"]|\s*$|\s+(?:và|hoặc|đến|khoản|điều|của|nêu|thì|vào|như)\b)"
# A number before money, a share or a decimal is no khoản: "khoản 5 triệu", "khoản 1,5%".
_CLAUSE = r"\d{1,3}[a-zđ]?(?!\w|[.,]\d|\s*(?:%|(?:triệu|nghìn|ngàn|tỷ|tỉ|đồng|tháng)\b))"
_ARTICLE = r"\d{1,4}[a-zđ]{0,2}(?![\w%])"
_COUNTED = r"(?!\s+(?:giờ|ngày|tuần|tháng|năm|lần|người|hộ|bản|bên|triệu|tỷ|đồng|trường hợp)\b)"
_RANGE = r"(?:\s+đến(?:\s+hết)?\s+|\s*[-–]\s*)"
_JOIN = rf"(?:\s*[,;]\s*(?:(?:và|hoặc)\s+)?(?:từ\s+)?|\s+(?:và|hoặc|và/hoặc)\s+(?:từ\s+)?|{_RANGE})"
_POINTS = rf"(?:các\s+)?điểm\s+(?:từ\s+)?(?P<points>{_POINT}(?:{_JOIN}(?:điểm\s+{_POINT}|{_POINT_MORE}))*)"
_CLAUSES = rf"(?:các\s+)?(?<!tài\s)(?:khoản|khỏan)\s+(?:từ\s+)?(?P<clauses>{_CLAUSE}(?:{_JOIN}(?:khoản\s+{_CLAUSE}|{_CLAUSE}{_COUNTED}))*|này)"
_ARTICLES = rf"(?:các\s+)?Điều\s+(?:từ\s+)?(?P<articles>{_ARTICLE}(?:{_JOIN}(?:Điều\s+{_ARTICLE}|{_ARTICLE}{_COUNTED}))*(?!\.\d)|này)"
_UNIT = re.compile(rf"(?<!\w)(?:{_POINTS}|{_CLAUSES}|{_ARTICLES})", re.IGNORECASE)
_BETWEEN = re.compile(rf"^(?:\s+|{_JOIN}|\s+của\s+)$")
_ONLY_BLANK_OR_COMMA = re.compile(r"^\s*,?\s*$")
_IS_RANGE = re.compile(_RANGE, re.IGNORECASE)
_ONLY_BLANK = re.compile(r"\s+")
_WORD_BEFORE = re.compile(r"Điều\s+\Z", re.IGNORECASE)
# "khoản 1 Mục 2 Phụ lục I" is a place that no anchor names.
_OTHER_UNIT = re.compile(r"\s+(?:của\s+)?(?:Mục|Phụ lục|Chương|Phần|Mẫu|Biểu)\s+[\dIVXLA-Z]")
# "Điều 5. Tên điều" at the head of a line or of a quotation is the unit itself.
_HEADED = re.compile(r"\s*[.:]\s+\S")
_OPENED = re.compile(r"(?:(?:\A|\n)[\s>#*\\]*|[“\"]\s*)\Z")
_ITEM = re.compile(rf"(?<!\w)(?:{_POINT}|\d{{1,4}}[a-zđ]{{0,2}}|này)", re.IGNORECASE)
# Icelandic eth stands for Đ in many old files.
_ETH = str.maketrans("Ðð", "Đđ")
# A contract has its Điều too.
_OTHER_PAPER = re.compile(
    r"\s+(?:của\s+)?(?:hợp đồng|nội quy|hương ước|quy ước|thỏa ước|thỏa thuận|biên bản|bản án|giấy|đơn)\b",
    re.IGNORECASE,
)
_LETTERS = "abcdđeghiklmnopqrstuvxy"


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
class Citation:
    """One article with its smaller units, where it stands in the text, and the instrument it belongs to, if named.

    `start` and `end` are the span of the words that name these units (and the instrument when it follows at once).
    `references` are in order; a range is written out, its first end carrying all but the last; a clause or point without
    its article has `article` ""; there are none for a whole document ("Luật Đất đai số 31/2024/QH15").
    """

    start: int
    end: int
    references: tuple[Reference, ...]
    instrument: Instrument | None = None


@dataclass(frozen=True)
class _Token:
    """The units of one level named together: `items` as written, `spans` of each, `ranges` after which a range runs."""

    kind: str
    items: tuple[str, ...]
    start: int
    end: int
    spans: tuple[tuple[int, int], ...]
    ranges: frozenset[int]


def citations(text: str, names: Iterable[str] = ()) -> list[Citation]:
    """The citations in the text, in order; spans never overlap and count characters of the text as given.

    `names` are the names of documents to recognise without a number, such as "Luật Đất đai". The text may hold
    non-breaking spaces, decomposed letters, and marks on either letter of "hoà".
    """
    plain, back = _plain(text)
    known = any_name(tuple(names))
    found: list[Citation] = []
    for chain in _chains(plain):
        found += _of_chain(plain, chain, known)
    found = sorted([*found, *_whole_documents(plain, found)], key=lambda one: one.start)
    return [replace(one, start=back[one.start], end=back[one.end]) for one in found] if back else found


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """The text in one form, letter by letter, and the way back from its places to those of the text if they differ."""
    back: list[int] = []
    if not unicodedata.is_normalized("NFC", text):
        pieces = []
        for match in re.finditer(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+", text):
            pieces.append(unicodedata.normalize("NFC", match[0]))
            back += [match.start()] * len(pieces[-1])
        text, back = "".join(pieces), [*back, len(text)]
    return one_tone(text.replace("\u00a0", " ").replace("\u202f", " ").translate(_ETH)), back


def _chains(text: str) -> Iterator[list[_Token]]:
    """The units of the text, those joined by nothing but commas, "và", "của" together."""
    chain: list[_Token] = []
    for match in _UNIT.finditer(text):
        if _HEADED.match(text, match.end()) and _OPENED.search(text, max(0, match.start() - 40), match.start()):
            continue
        token = _token(match)
        if chain and not _BETWEEN.match(text[chain[-1].end : token.start]):
            yield chain
            chain = []
        chain.append(token)
    if chain:
        yield chain


def _token(match: re.Match[str]) -> _Token:
    kind = "point" if match["points"] else "clause" if match["clauses"] else "article"
    group = {"point": "points", "clause": "clauses", "article": "articles"}[kind]
    offset, text = match.start(group), match[group]
    items = list(_ITEM.finditer(text))
    spans = tuple((offset + _with_word(text, item.start()), offset + item.end()) for item in items)
    ranges = frozenset(place for place, item in enumerate(items[:-1]) if _IS_RANGE.match(text, item.end()))
    return _Token(kind, tuple(item[0].lower() for item in items), match.start(), match.end(), spans, ranges)


def _with_word(text: str, start: int) -> int:
    """Where "Điều 32" starts when it stands in a list with its own word."""
    named = _WORD_BEFORE.search(text, max(0, start - 12), start)
    return named.start() if named else start


def _of_chain(text: str, chain: list[_Token], known: re.Pattern[str] | None) -> list[Citation]:
    if _OTHER_PAPER.match(text, chain[-1].end):
        return []
    found: list[Citation] = []
    small: list[_Token] = []
    last: _Token | None = None
    for token in chain:
        if token.kind == "article" and small and last and _belongs_before(text, last, small, token, found):
            found[-1] = replace(found[-1], end=small[-1].end, references=tuple(_reversed(last.items[0], small)))
            small = []
        small.append(token)
        if token.kind == "article":
            found += _grouped(small)
            small, last = [], token
        elif token.items == ("này",):
            found.append(Citation(small[0].start, token.end, tuple(_smaller(small, "này"))))
            small, last = [], None
    if small:
        alone = last is not None and len(last.items) == 1 and found[-1].references == (Reference(last.items[0]),)
        if last is not None and alone and _ONLY_BLANK_OR_COMMA.match(text[last.end : small[0].start]):
            found[-1] = replace(found[-1], end=small[-1].end, references=tuple(_reversed(last.items[0], small)))
        elif not _OTHER_UNIT.match(text, small[-1].end):
            found.append(Citation(small[0].start, small[-1].end, tuple(_smaller(small, ""))))
    instrument, end = instrument_at(text, chain[-1].end, known)
    if instrument is None or not found:
        return found
    found[-1] = replace(found[-1], end=end)
    return [one if one.references[0].article == "này" else replace(one, instrument=instrument) for one in found]


def _belongs_before(text: str, last: _Token, small: list[_Token], after: _Token, found: list[Citation]) -> bool:
    """Whether in "Điều 1 khoản 2 và Điều 7" the khoản belongs to the Điều that it touches, not to the one after "và"."""
    alone = len(last.items) == 1 and found[-1].references == (Reference(last.items[0]),)
    touches = _ONLY_BLANK.fullmatch(text, last.end, small[0].start) is not None
    joined = text[small[-1].end : after.start].strip()
    return alone and touches and joined not in ("", "của")


def _grouped(tokens: list[_Token]) -> Iterator[Citation]:
    """Points and clauses with the first article after them; further articles of the list stand alone."""
    article = tokens[-1]
    smaller = tuple(_smaller(tokens[:-1], article.items[0]))
    for place, (start, end) in enumerate(article.spans):
        item = article.items[place]
        between = (
            _run(item, article.items[place + 1], place in article.ranges) if place + 1 < len(article.items) else ()
        )
        references = tuple(Reference(number) for number in (item, *between))
        if place:
            yield Citation(start, end, references)
        else:
            yield Citation(tokens[0].start, end, smaller or references)


def _run(first: str, last: str, is_range: bool) -> tuple[str, ...]:
    """What stands between the ends of a range: ("1", "4") gives 2 and 3, ("a", "d") gives b and c."""
    if not is_range:
        return ()
    if first.isdigit() and last.isdigit() and int(last) - int(first) <= 100:
        return tuple(str(number) for number in range(int(first) + 1, int(last)))
    if first in _LETTERS and last in _LETTERS:
        return tuple(_LETTERS[_LETTERS.index(first) + 1 : _LETTERS.index(last)])
    return ()


def _written_out(token: _Token) -> Iterator[str]:
    for place, item in enumerate(token.items):
        yield item
        if place + 1 < len(token.items):
            yield from _run(item, token.items[place + 1], place in token.ranges)


def _smaller(tokens: list[_Token], article: str) -> Iterator[Reference]:
    points: tuple[str, ...] = ()
    for token in tokens:
        if token.kind == "point":
            yield from (Reference(article, "", point) for point in points)
            points = tuple(_written_out(token))
            continue
        for place, clause in enumerate(_written_out(token)):
            yield from (
                (Reference(article, clause, point) for point in points)
                if points and not place
                else (Reference(article, clause),)
            )
        points = ()
    yield from (Reference(article, "", point) for point in points)


def _reversed(article: str, tokens: list[_Token]) -> Iterator[Reference]:
    """ "Điều 26 khoản 3 điểm a": from large to small."""
    clause = ""
    for place, token in enumerate(tokens):
        if token.kind == "point":
            yield from (Reference(article, clause, point) for point in _written_out(token))
            continue
        clauses = tuple(_written_out(token))
        clause = clauses[-1]
        followed = place + 1 < len(tokens) and tokens[place + 1].kind == "point"
        yield from (Reference(article, one) for one in (clauses[:-1] if followed else clauses))


def _whole_documents(text: str, found: Sequence[Citation]) -> Iterator[Citation]:
    """Documents named by their number where no unit of theirs is cited."""
    taken = 0
    for start, end, instrument in numbered_instruments(text):
        while taken < len(found) and found[taken].end <= start:
            taken += 1
        if taken == len(found) or end <= found[taken].start:
            yield Citation(start, end, (), instrument)
