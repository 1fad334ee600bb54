"""The document that a citation names: "Luật này", "Luật Đất đai số 31/2024/QH15", "Luật Đất đai năm 2013"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tusach.law.vietnamese import fold, nfc, one_tone

_TYPE = (
    r"(?:Hiến pháp|Bộ luật|Luật|Pháp lệnh|Sắc lệnh|Sắc luật|Lệnh|Nghị quyết liên tịch|Nghị quyết|Nghị định|Quyết định|Chỉ thị"
    r"|Thông tư liên tịch|Thông tư|Văn bản hợp nhất|Kế hoạch|Quy chế|Quy định|Điều lệ|Công ước|Hiệp định|Hiệp ước|Nghị định thư)"
)
_LAW_NUMBER = (
    r"(?P<number>\d{1,5}(?:\.\d{1,3})?[a-z]?(?:/(?:18|19|20)\d\d)?[/-][A-ZĐ][A-ZĐƯa-zđ0-9]*"
    r"(?:[-–/](?:\s(?=[A-ZĐ]{2}))?[A-ZĐƯa-zđ0-9]+)*)"
)
_THIS = re.compile(rf"\s+(?:của\s+)?(?P<type>{_TYPE})\s+này\b", re.IGNORECASE)
# A name ends before another document is named, so that "Luật A và Nghị định số 1" is never one law.
_OTHER = rf"(?:,|\s(?:và|hoặc|với|theo))\s+(?:của\s+)?{_TYPE}\b"
_NAME = rf"(?:(?!{_OTHER}|\bcác\s+(?:điều|khoản|điểm)\b|\b(?:được|bị|bởi|đã|thì|phải|hướng dẫn)\b|\b(?:Điều|khoản)\s+(?:\d|này)|\bđiểm\s+[a-zđ]\b|\bsố\s+\d)[^.;:()“”\"\n])"
# "Điều 1, Luật Nhà ở" and "Điều 1 (Luật Nhà ở)" name the law as well.
_LEAD = r"(?:\s+(?:của\s+)?|\s*,\s+(?:của\s+)?|\s*\()"
_WITH_NUMBER = re.compile(rf"{_LEAD}(?P<type>(?i:{_TYPE}))(?P<name>{_NAME}{{0,140}}?)\s+(?:số:?\s+)?{_LAW_NUMBER}")
# "Nghị định 30/2020", without its symbol.
_SHORT_NUMBER = re.compile(rf"{_LEAD}(?P<type>{_TYPE})\s+(?:số:?\s+)?(?P<number>\d{{1,5}}/(?:19|20)\d\d)(?![\d/])")
_WITH_YEAR = re.compile(
    rf"{_LEAD}(?P<type>{_TYPE})(?P<name>(?:(?!\b(?:có|được|từ|ngày|tháng|đã|do|thì|năm)\b){_NAME}){{0,90}}?)"
    r"(?<!,)\s+(?:năm\s+)?(?P<year>(?:19|20)\d\d)(?![\d/])"
)
# A law that no list knows: its name runs to the first word that names of laws do not hold.
_UNLISTED = re.compile(
    rf"{_LEAD}(?P<type>{_TYPE})(?P<name>(?:\s+(?!(?:và|hoặc|với|thì|đã|được|có|phải|là|để|trừ|khi|mà|do|cho|không|bị"
    r"|theo|như|năm|số|kể|từ|tại|này|nêu|trên|đó|quy|nếu|của|hay|sẽ|cũng|các|Điều|khoản|điểm)\b|{_TYPE}\b)[A-ZĐÀ-Ỹa-zà-ỹđ]+){0,12})"
)
_BEFORE_NUMBER = re.compile(rf"(?P<type>{_TYPE})(?P<name>{_NAME}{{0,140}}?)\s+(?:số:?\s+)?$")
_TYPE_ONLY = re.compile(rf"(?<!\w)(?<!pháp\s)(?P<type>(?i:{_TYPE}))(?P<name>)\s+(?:số:?\s+)?$")
_ANY_NUMBER = re.compile(rf"(?<![\w/.-]){_LAW_NUMBER}")
_LAST_TYPE = re.compile(rf".*(?<!\w)(?={_TYPE}\b)", re.DOTALL)
_NUMBER_AFTER = re.compile(rf"\s+(?:số:?\s+)?{_LAW_NUMBER}")
_YEAR_AFTER = re.compile(r"\s+(?:năm\s+)?(?P<year>(?:19|20)\d\d)(?![\d/])")


@dataclass(frozen=True)
class Instrument:
    """The document named: its `type`, its `name` with the type ("Luật Đất đai"), `number`, `year`; `this` for "Luật này"."""

    type: str
    name: str = ""
    number: str = ""
    year: str = ""
    this: bool = False


def instrument_at(text: str, start: int, known: re.Pattern[str] | None) -> tuple[Instrument | None, int]:
    """The instrument that follows in the text at `start`, if one does, and where it ends; `known` is from `any_name`."""
    if match := _THIS.match(text, start):
        return Instrument(match["type"], this=True), match.end()
    listed = known.match(text, start) if known else None
    name, end = "", start
    if listed:
        name, end = " ".join(listed["name"].split()), listed.end()
        if number := _NUMBER_AFTER.match(text, end):
            return Instrument(_type(name), name, _number(number)), number.end()
        if year := _YEAR_AFTER.match(text, end):
            return Instrument(_type(name), name, "", year["year"]), year.end()
    if match := _WITH_NUMBER.match(text, start):
        return Instrument(match["type"], _full(match), _number(match)), match.end()
    if match := _SHORT_NUMBER.match(text, start):
        return Instrument(match["type"], "", match["number"]), match.end()
    if match := _WITH_YEAR.match(text, start):
        return Instrument(match["type"], _full(match), "", match["year"]), match.end()
    if listed:
        return Instrument(_type(name), name), end
    if match := _UNLISTED.match(text, start):
        return Instrument(match["type"], _full(match) or match["type"]), match.end()
    return None, start


def is_only_a_type(name: str) -> bool:
    """Whether a name says nothing but what sort of document it is; "Hiến pháp" names one."""
    return re.fullmatch(_TYPE, name, re.IGNORECASE) is not None and name != "Hiến pháp"


def _number(match: re.Match[str]) -> str:
    return match["number"].replace(" ", "")


def _full(match: re.Match[str]) -> str:
    name = " ".join(match["name"].split())
    return f"{match['type']} {name}" if name else ""


def _type(name: str) -> str:
    match = re.match(_TYPE, name, re.IGNORECASE)
    return match[0] if match else ""


@lru_cache(maxsize=64)
def any_name(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """A pattern for any of the names, the longest first; None when there are none."""
    plain = {one_tone(nfc(name)) for name in names if not is_only_a_type(name)}
    names = tuple(sorted(plain - {""}, key=len, reverse=True))
    if not names:
        return None
    return re.compile(rf"{_LEAD}(?P<name>{'|'.join(map(_spaced, names))})(?!\w)", re.IGNORECASE)


def numbered_instruments(text: str) -> Iterator[tuple[int, int, Instrument]]:
    """Every document named by its number, with the span of its type, name and number."""
    last = 0
    for match in _ANY_NUMBER.finditer(text):
        window = text[max(last, match.start() - 160) : match.start()]
        last = match.end()
        kind = _LAST_TYPE.match(window)
        named = _TYPE_ONLY.search(window) or (_BEFORE_NUMBER.match(window, kind.end()) if kind else None)
        if named:
            yield match.start() - len(named[0]), match.end(), Instrument(named["type"], _full(named), _number(match))
        elif re.search(r"/(?:18|19|20)\d\d/", match["number"]):
            yield match.start(), match.end(), Instrument("", "", _number(match))


def named_instruments(text: str, names: Iterable[str]) -> Iterator[Instrument]:
    """The documents that the text names, with or without a number, in order."""
    known = any_name(tuple(names))
    end = 0
    for match in re.finditer(rf"\s(?=(?:của\s+)?{_TYPE}\b)", text):
        if match.start() >= end:
            instrument, end = instrument_at(text, match.start(), known)
            if instrument:
                yield instrument


def _spaced(name: str) -> str:
    """A pattern for the name, be it broken over lines or not."""
    return r"\s+".join(map(re.escape, name.split()))


def numbered_names(text: str) -> Mapping[str, str]:
    """The documents that the text names with one number: "luat dat dai" gives "31/2024/QH15" (names are folded).

    A name that the text gives to two numbers, an old law and a new one, is left out.
    """
    numbers: dict[str, set[str]] = defaultdict(set)
    for _, _, one in numbered_instruments(text):
        if one.name:
            numbers[fold(one.name)].add(one.number)
    return {name: next(iter(found)) for name, found in numbers.items() if len(found) == 1}
