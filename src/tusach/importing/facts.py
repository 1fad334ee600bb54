"""What an official text says about itself: number, type, issuer, dates, signer, effect, what it amends or replaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tusach.importing.structure import Structure
from tusach.importing.word import Line
from tusach.law.number import NUMBER
from tusach.law.vietnamese import fold

TYPES = (
    "Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Lệnh", "Nghị quyết liên tịch", "Nghị quyết", "Nghị định", "Quyết định",
    "Chỉ thị", "Thông tư liên tịch", "Thông tư", "Văn bản hợp nhất", "Kế hoạch", "Quy chế", "Quy định",
)  # fmt: skip
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
_ENACTS = re.compile(rf"ban\s+hành\s+(?P<title>(?:{_TYPE})\s+.+?)[.,;:]?$", re.IGNORECASE)
_NUMBER_LINE = re.compile(rf"(?:(?:{_TYPE})\s*)?số\s*:?\s*(?P<number>{NUMBER.pattern})", re.VERBOSE | re.IGNORECASE)
_PORTAL_TITLE = re.compile(
    r"^(?P<title>.+?)\s+số\s+(?:(?:luật\s+)?số\s*:?\s*)?(?P<number>\S+|Không số)$", re.IGNORECASE
)
_PORTAL_SOURCE = re.compile(r"^Nguồn:.*\bID:\s*(?P<id>\S+)", re.IGNORECASE)
_NAME = re.compile(r"(?P<name>[A-ZĐÀ-Ỹ][a-zđà-ỹ]+(?:\s+[A-ZĐÀ-Ỹ][a-zđà-ỹ]+){1,4})$")
_ENDED = re.compile(rf"(?P<list>(?:{_TYPE})[^.;]*?)\s*hết\s+hiệu\s+lực", re.IGNORECASE)
_ISSUERS = (
    ("UBTVQH", "Ủy ban Thường vụ Quốc hội"),
    ("QH", "Quốc hội"),
    ("CTN", "Chủ tịch nước"),
    ("NĐ-CP", "Chính phủ"),
    ("NQ-CP", "Chính phủ"),
    ("QĐ-TTg", "Thủ tướng Chính phủ"),
    ("CT-TTg", "Thủ tướng Chính phủ"),
    ("HĐTP", "Hội đồng Thẩm phán Tòa án nhân dân tối cao"),
)
_MOTTO = ("cong hoa xa hoi chu nghia", "doc lap", "viet nam dan chu cong hoa")


@dataclass(frozen=True)
class Relation:
    """`kind` as the front matter names it, `to` a number."""

    kind: str
    to: str


@dataclass(frozen=True)
class Facts:
    """What could be read; None or "" where the text does not say."""

    number: str
    type: str
    title: str
    issuer: str
    signer: str
    issued: date | None
    effective: date | None
    relations: tuple[Relation, ...]
    portal_id: str


def facts(structure: Structure) -> Facts:
    """The facts of a structured text."""
    head = list(_lines(structure.head))
    number = _number(head)
    kind = _type(head, number)
    enacted = _enacted(head)
    issued = _issued(head, structure.closing)
    return Facts(
        number=number,
        type=kind,
        title=_title(head, kind, enacted),
        issuer=_issuer(head, number, kind),
        signer=_signer(structure.closing),
        issued=issued,
        effective=_effective(structure, issued),
        relations=tuple(_relations(structure, enacted, number)),
        portal_id=next((match["id"] for line in head if (match := _PORTAL_SOURCE.match(line))), ""),
    )


def _lines(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        cells = [cell for row in line.rows for cell in row] or [line.text]
        for cell in cells:
            yield from (part.strip() for part in cell.split("\n") if part.strip())


def _number(head: Sequence[str]) -> str:
    # The document's own line comes first; lines that cite other laws ("Căn cứ …") never count.
    own = [line for line in head if not re.match(r"\W*(căn cứ|theo|xét|quốc hội ban hành)", line, re.IGNORECASE)]
    for line in (re.sub(r"\s*/\s*", "/", line) for line in own):
        match = re.match(rf"^\W*(?:{_TYPE})?\s*số\s*:?\s*(?P<number>\S+)", line, re.IGNORECASE)
        if match and (found := NUMBER.match(match["number"])):
            return found[0]
    for line in own:
        if match := _PORTAL_TITLE.match(line):
            if found := NUMBER.match(match["number"]):
                return found[0]
            if fold(match["number"]).startswith("khong"):
                return "Không số"
    return ""


def _type(head: Sequence[str], number: str) -> str:
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
    if enacted:
        return _first_upper(re.split(rf"\s+số\s+{NUMBER.pattern}|\s+gồm\s", enacted, flags=re.VERBOSE)[0].strip(" .,"))
    for place, line in enumerate(head):
        if kind and line.strip(" :_-") == kind.upper():
            rest = list(_until_reasons(head[place + 1 :]))
            if rest:
                return f"{kind} {_sentence_case(' '.join(rest))}"
    portal = next((match["title"] for line in head if (match := _PORTAL_TITLE.match(line))), "")
    return _first_upper(portal) if portal else ""


def _until_reasons(lines: Sequence[str]) -> Iterator[str]:
    first = True
    for line in lines:
        if re.match(r"^\W*(?:(?:bộ )?luật\s+)?số\s*:", line, re.IGNORECASE):
            continue
        if re.match(
            r"^\W*(căn cứ|theo|để|xét|(?:[IVXLC]+|\d+|[A-ZĐ])[.)/]\s|_+|-+$|chương|phần|nguồn|quốc hội|hội đồng|[uủ][yỷ] ban|bộ trưởng|chính phủ|thủ tướng|chủ tịch)",
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


def _issuer(head: Sequence[str], number: str, kind: str) -> str:
    for symbol, name in _ISSUERS:
        if re.search(rf"[/-]{symbol}\d*(?:$|-)|^{symbol}", number) or number.endswith(symbol):
            return name
    for line, after in zip(head, [*head[1:], ""], strict=False):
        plain = fold(line)
        if _LOCAL.match(plain):
            return _local(re.split(r"[-_]{3,}", line)[0].strip(), after)
        if plain.startswith(("bo ", "chinh phu", "thu tuong", "toa an nhan dan")):
            return _capitalised(re.split(r"[-_]{3,}", line)[0].strip())
        if plain.startswith("quoc hoi"):
            return "Quốc hội"
    # Only the National Assembly makes laws (Constitution, Điều 70); the oldest ones carry no letterhead.
    return "Quốc hội" if kind in ("Luật", "Bộ luật") else ""


_LOCAL = re.compile(r"(uy ban nhan dan|hoi dong nhan dan|ubnd|hdnd)\b")
_PLACE = re.compile(r"\b(tinh|thanh pho|xa|phuong|dac khu|thi tran|thi xa|huyen|quan)\b")


def _local(line: str, after: str) -> str:
    """A local body with its place, which often stands on the next line; "" when there is none: a thing to fill in."""
    line = re.sub(r"^UBND\b", "Ủy ban nhân dân", re.sub(r"^HĐND\b", "Hội đồng nhân dân", line))
    if not _PLACE.search(fold(line)) and _PLACE.match(fold(after)):
        line = f"{line} {after}"
    shouted = any(word.isupper() and len(word) > 1 for word in line.split())
    return _capitalised(line.upper() if shouted else line) if _PLACE.search(fold(line)) else ""


def _capitalised(text: str) -> str:
    """ "ỦY BAN NHÂN DÂN TỈNH LÀO CAI" as "Ủy ban nhân dân tỉnh Lào Cai": what follows tỉnh, xã … is a proper name."""
    if not text.isupper():
        return text
    words = text.lower().split()
    place = next(
        (rank + 1 for rank, word in enumerate(words) if word in ("tỉnh", "xã", "phường", "huyện", "phố")), len(words)
    )
    named = [word.capitalize() for word in words[place:]]
    return _first_upper(" ".join(words[:place] + named))


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
        if _PASSED.search(line) or re.match(r"^\W*(nơi nhận|-|lưu|hà nội)", line, re.IGNORECASE):
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
