"""What an official text says about itself: number, type, issuer, dates, signer, effect, what it amends or replaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tusach.importing.closing import is_digital
from tusach.importing.frame import PORTAL_SOURCE
from tusach.importing.identity import TYPES, contradictions, following, identity, is_type, own_head
from tusach.importing.issuing import issuer, letterhead_issuer
from tusach.importing.structure import Structure
from tusach.importing.word import Line
from tusach.law.number import NUMBER

_TYPE = "|".join(TYPES)
_DAY = r"ngày\s*(?P<day>\d{1,2})\s*(?:tháng|[/.-])\s*(?P<month>\d{1,2})\s*(?:năm|[/.-])\s*(?P<year>\d{4})"
_PLACE_AND_DAY = re.compile(rf"^[^.;]{{2,40}},\s*{_DAY}", re.IGNORECASE)
_PASSED = re.compile(rf"(?:thông qua|ban hành)\s+{_DAY}", re.IGNORECASE)
_EFFECT = re.compile(
    rf"(?<!của )(?:{_TYPE})\s+này\s+có\s+hiệu\s+lực(?:\s+thi\s+hành)?(?:\s+kể)?\s+từ\s+"
    rf"(?:{_DAY}|(?P<signed>ngày\s+(?:ký|ban\s+hành|(?:được\s+)?(?:Quốc\s+hội\s+)?thông\s+qua)))",
    re.IGNORECASE,
)
_EFFECT_IN_FORMULA = re.compile(rf"và\s+có\s+hiệu\s+lực(?:\s+thi\s+hành)?(?:\s+kể)?\s+từ\s+{_DAY}", re.IGNORECASE)
_REPLACES = re.compile(rf"(?:và\s+)?thay\s+thế\s+(?P<list>(?:{_TYPE})[^.;]*)", re.IGNORECASE)
_ENACTS = re.compile(rf"ban\s+hành\s+(?P<title>(?:{_TYPE})\s+(?!như sau).+?)(?:\s+như sau)?[.,;:]?$", re.IGNORECASE)
_NAME = re.compile(r"(?P<name>[A-ZĐÀ-Ỹ][a-zđà-ỹ]+(?:\s+[A-ZĐÀ-Ỹ][a-zđà-ỹ]+){1,4})$")
# Lines of a cell, and the two columns of a letterhead that is laid out with tabs.
_COLUMNS = re.compile(r"\n|\s+(?=CỘNG H[OÒ][AÀ] XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập\s*[-–]\s*Tự do)")
# Ordinance on consolidation 01/2012/UBTVQH13, Điều 12: below its title a consolidated text names what it consolidates.
_CONSOLIDATES = re.compile(r"được sửa đổi, bổ sung(?: một số điều)? (?:bởi|theo)\s*:$", re.IGNORECASE)
# A number that runs on to the next line of its cell: "Số: 05/2026/TTLT-" above "BTP-BCA".
_BROKEN_NUMBER = re.compile(r"(?<=[/-])\s*\n\s*(?=[A-ZĐ0-9]+(?:[-/][A-ZĐa-z0-9]+)*\s*(?:\n|$))")
_BARE_NUMBER = re.compile(r"^\W*số\s*\d", re.IGNORECASE)
# A law is known by its name, "của Nghị định số 08/2021/NĐ-CP quy định về …" only with its number.
_AFTER_NAME = re.compile(
    rf"(?<!nghị\ định)(?<!nghị\ quyết)(?<!quyết\ định)(?<!thông\ tư)(?<!chỉ\ thị)\s+số\s+(?:{NUMBER.pattern})|\s+gồm\s|\s+đã\s+được\s+sửa",
    re.VERBOSE | re.IGNORECASE,
)
_PROSE = re.compile(r"[.?!:]\W*$")
_ENDED = re.compile(rf"(?P<list>(?:{_TYPE})[^.;]*?)\s*hết\s+hiệu\s+lực", re.IGNORECASE)


@dataclass(frozen=True)
class Relation:
    """`kind` as the front matter names it, `to` a number."""

    kind: str
    to: str


@dataclass(frozen=True)
class Facts:
    """What could be read; None or "" where the text does not say.

    `doubts` are what speaks against it, in Vietnamese; `legal` tells whether the text is a legal document at all.
    """

    number: str
    type: str
    title: str
    issuer: str
    signer: str
    issued: date | None
    effective: date | None
    relations: tuple[Relation, ...]
    portal_id: str
    doubts: tuple[str, ...]
    legal: bool


def facts(structure: Structure) -> Facts:
    """The facts of a structured text."""
    head = list(_lines(structure.head))
    own = own_head(head)
    known = identity(own)
    kind = _type(head, own, known.number)
    enacted = _enacted(head)
    issued = _issued(head, structure.closing)
    return Facts(
        number=known.number,
        type=kind,
        title=_title(head, kind, enacted) or _first_upper(known.title),
        issuer=issuer(own, known.number, kind),
        signer=_signer(structure.closing),
        issued=issued,
        effective=_effective(structure, issued),
        relations=tuple(_relations(structure, enacted, known.number)),
        portal_id=next((match["id"] for line in head if (match := PORTAL_SOURCE.match(line))), ""),
        doubts=(
            *known.doubts,
            *contradictions(known.number, kind, letterhead_issuer(own), issued),
            *following(list(_annexed(structure)), known.number),
        ),
        legal=known.legal or (not known.other_genre and _begins_as_law(structure, head)),
    )


def _annexed(structure: Structure) -> Iterator[str]:
    for block in structure.body[len(structure.own) :]:
        yield from _lines([Line(block.heading or block.text, block.table)])


def _begins_as_law(structure: Structure, head: Sequence[str]) -> bool:
    """Whether a text without a head of its own still starts as a law does: with Điều 1, and no prose before it."""
    first = next((unit.number for unit in structure.own if unit.kind == "dieu"), "")
    return first == "1" and (any(map(is_type, head)) or not any(_PROSE.search(line) for line in head))


def _lines(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        cells = [cell for row in line.rows for cell in row] or [line.text]
        for cell in cells:
            yield from (part.strip() for part in _COLUMNS.split(_BROKEN_NUMBER.sub("", cell)) if part.strip())


def _type(whole: Sequence[str], head: Sequence[str], number: str) -> str:
    if "VBHN" in number or any(map(_CONSOLIDATES.search, whole)):
        return "Văn bản hợp nhất"
    for line in head:
        for name in TYPES:
            if line.strip(" :_-") in (name.upper(), name):
                return name
    symbols = {"QH": "Luật", "NĐ-": "Nghị định", "QĐ-": "Quyết định", "NQ": "Nghị quyết", "TT-": "Thông tư"}
    by_number = next((name for symbol, name in symbols.items() if symbol in number), "")
    start = next((name for line in head for name in TYPES if line.startswith(f"{name} ")), "")
    return start or by_number


def _enacted(head: Sequence[str]) -> str:
    for line in reversed(head):
        if match := _ENACTS.search(line):
            return match["title"]
    return ""


def _title(head: Sequence[str], kind: str, enacted: str) -> str:
    # A consolidated text quotes in its notes what enacted the laws that amended it; a decision may issue rules.
    if enacted and enacted.lower().startswith(kind.lower()):
        return _first_upper(_AFTER_NAME.split(enacted)[0].strip(" .,"))
    for place, line in enumerate(head):
        if kind and is_type(line):
            rest = list(_until_reasons(head[place + 1 :]))
            if rest:
                return f"{_first_upper(line.strip(' :_-'))} {_sentence_case(' '.join(rest))}"
    return ""


def _until_reasons(lines: Sequence[str]) -> Iterator[str]:
    first = True
    for line in lines:
        if re.match(r"^\W*(?:(?:bộ )?luật\s+)?số\s*:", line, re.IGNORECASE) or (first and _BARE_NUMBER.match(line)):
            continue
        if re.match(
            r"^\W*(căn cứ|theo|để|xét|lời nói đầu|(?:[IVXLC]+|\d+|[A-ZĐ])[.)/]\s|_+|-+$|chương|phần|nguồn|quốc hội|hội đồng|[uủ][yỷ] ban|bộ trưởng|chính phủ|thủ tướng|chủ tịch)",
            line,
            re.IGNORECASE,
        ):
            return
        if re.search(r"\w", line) and (first or _shouted(line)):
            yield line
            first = False


def _sentence_case(text: str) -> str:
    return text.lower() if _shouted(text) else text[:1].lower() + text[1:]


def _shouted(text: str) -> bool:
    return sum(map(str.isupper, text)) > sum(map(str.islower, text))


def _first_upper(text: str) -> str:
    text = text.lower() if _shouted(text) else text
    return text[:1].upper() + text[1:]


def _issued(head: Sequence[str], closing: Sequence[Line]) -> date | None:
    for line in head:
        if match := _PLACE_AND_DAY.match(line):
            return _date(match)
    for line in _lines(closing):
        if match := _PASSED.search(line):
            return _date(match)
    return None


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _signer(closing: Sequence[Line]) -> str:
    """The first name after the closing formula; what certifies the copy comes later and is not asked."""
    for line in _lines(closing):
        if re.match(r"^\W*(sao y|xác thực|kt\.\s*chủ ng?hiệm)", line, re.IGNORECASE):
            return ""
        if _PASSED.search(line) or is_digital(line) or re.match(r"^\W*(nơi nhận|-|lưu|hà nội)", line, re.IGNORECASE):
            continue
        if match := _NAME.search(line):
            return " ".join(match["name"].split())
    return ""


def _effective(structure: Structure, issued: date | None) -> date | None:
    """The first day the text gives for itself; a later one is that of some of its provisions."""
    for unit in structure.own:
        match = None if unit.quoted else _EFFECT.search(f"{unit.heading} {unit.text}")
        if match:
            return issued if match["signed"] else _date(match)
    for line in _lines(structure.closing):
        if match := _EFFECT_IN_FORMULA.search(line):
            return _date(match)
    return None


def _relations(structure: Structure, enacted: str, own: str) -> Iterator[Relation]:
    seen = {own}
    amended = re.match(
        r"(?:Luật|Nghị quyết|Nghị định|Quyết định|Thông tư|Pháp lệnh)\s+sửa\s+đổi", enacted, re.IGNORECASE
    )
    numbers = list(_amended(enacted)) if amended else []
    # A text that amends many laws names each in the heading of its Điều.
    headings = (
        unit.heading
        for unit in structure.own
        if unit.kind == "dieu" and re.match("sửa đổi", unit.heading, re.IGNORECASE)
    )
    for number in [*numbers, *(number for heading in headings for number in _numbers(heading)[:1])]:
        if number not in seen:
            seen.add(number)
            yield Relation("sửa đổi, bổ sung", number)
    for unit in structure.own:
        for number in () if unit.quoted else _replaced(unit.text):
            if number not in seen:
                seen.add(number)
                yield Relation("thay thế", number)


def _amended(enacted: str) -> Iterator[str]:
    """The numbers of the laws amended, not of those that amended them before ("… theo Luật số …")."""
    for part in enacted.split(";"):
        yield from _numbers(re.split(r"đã\s+được\s+sửa|\btheo\b", part)[0])


def _replaced(text: str) -> Iterator[str]:
    """The numbers of the documents that end or are replaced as a whole; parts of one ("các quy định …") are not."""
    ended = _ENDED.search(text) if re.search(r"(này\s+có\s+hiệu\s+lực|kể\s+từ\s+ngày)", text) else None
    for match in (ended, _REPLACES.search(text)):
        before = text[: match.start()] if match else ""
        if match and not re.search(r"(quy\s+định|chương|mục|điều|khoản)[^.;]*$", before, re.IGNORECASE):
            # The one named first ends; those after "theo" only amended it.
            yield from _numbers(re.split(r"đã\s+được\s+sửa|được\s+sửa", match["list"])[0])


def _numbers(text: str) -> list[str]:
    text = re.sub(r"(?<=[A-ZĐ])-\s+(?=[A-ZĐ])", "-", text)
    return [match[0] for match in NUMBER.finditer(text) if "/" in match[0] and re.search(r"\d{4}/", match[0])]
