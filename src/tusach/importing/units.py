"""Reads lines as the units of a legal text: Phần, Chương, Mục, Điều, khoản, điểm, and what an amendment quotes.

Units: Law 64/2025/QH15, Điều 7 khoản 2. Any lines give a result, and no word of them is lost.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from tusach.importing.blocks import CLAUSE, POINT, POINTS, UNITS, Block
from tusach.importing.word import Line

ROMANS = tuple(
    f"{tens}{ones}"
    for tens in ("", "X", "XX", "XXX", "XL")
    for ones in ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
)[1:]
_ORDINAL = (
    r"thứ\s+(?:mười\s+(?:một|hai|ba|bốn|tư|lăm|sáu|bảy|tám|chín)|nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?!\w)"
)
# A number may be glued to a name in capitals, never to a word in small letters.
_HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"^(?P<name>{name})\s*{number}\s*[.:]?\s*(?P<rest>.*)$", re.IGNORECASE))
    for kind, name, number in (
        ("phan", r"phần(?=\s)", rf"(?P<number>{_ORDINAL}|[IVXLC]+(?!\w)|[A-Z](?!\w))"),
        ("chuong", r"chương(?=\s)", rf"(?P<number>[IVXLC]+|\d+|{_ORDINAL})"),
        ("tieu-muc", r"tiểu mục(?=\s)", r"(?P<number>\d+|[IVXLC]+(?!\w))"),
        ("muc", r"mục(?=\s)", r"(?P<number>\d+|[IVXLC]+(?!\w)|[A-Z](?!\w))"),
        ("dieu", r"đi[ềể]u", r"(?P<number>\d{1,4}[a-zđ]{0,2})(?!\w)\s*[-–]?"),
        ("phu-luc", r"phụ lục", r"(?P<number>(?<=\s)(?:số\s+\d+|[IVXLC]+(?!\w)|\d+|[A-Z](?!\w)))?(?!\w)"),
    )
)
_AMENDS = re.compile(
    r"^\W*(sửa đổi|bổ sung|bãi bỏ|thay thế|thay|bỏ|đổi|hủy bỏ)\b.*(\bĐiều\s+\d|khoản\s+\d|điểm\s+\w\b|cụm từ|từ ngữ|\btừ\s+[“\"]|Mục|Chương|như sau\s*:)",
    re.IGNORECASE,
)
_OPENS = re.compile(r"^[“\"«]")
_CLOSES = re.compile(r"[”\"»][.;,)]*$")
_CITES = re.compile(r"^(này|của|và|,|;|\)|được|quy định|tại|nêu|trên|đến|hoặc|Luật|Bộ luật|Nghị)")


def unit_heading(text: str) -> tuple[str, re.Match[str]] | None:
    """The kind of unit that the line opens and its parts (name, number, rest); None when it opens none."""
    if len(text) > 600 and not text[:12].lower().startswith("điều"):
        return None
    for kind, pattern in _HEADINGS:
        match = pattern.match(text)
        if match and not _is_mention(kind, match):
            return kind, match
    return None


def _is_mention(kind: str, match: re.Match[str]) -> bool:
    """ "Điều 5 của Luật này …" at the start of a line speaks of a unit; it does not open one."""
    rest = match["rest"]
    if rest[:1].isupper() and rest.isupper():
        return False
    between = match.string[match.end("number") : match.start("rest")]
    if kind == "dieu":
        return not re.search(r"[.:]", between) and (bool(_CITES.match(rest)) or (len(rest) > 200 and rest[0].islower()))
    return bool(rest) and not re.search(r"[.:]", between) and (rest[0].islower() or bool(_CITES.match(rest)))


def blocks_of(lines: Sequence[Line], kinds: Collection[str] = UNITS) -> list[Block]:
    """The blocks of the lines in their order. Only the `kinds` named open units: a form has Điều that are none."""
    return _Reader(kinds).read(lines)


@dataclass
class _Reader:
    """Walks the lines once, remembering the open units and whether an amendment is being quoted."""

    kinds: Collection[str]
    quoting: bool = False
    chapter: str = ""
    article: str = ""
    clause: str = ""
    point: str = ""
    amends: bool = False

    def read(self, lines: Sequence[Line]) -> list[Block]:
        units: list[Block] = []
        for line in lines:
            unit = self.unit(line, units)
            if unit is not None:
                units.append(unit)
        return units

    def unit(self, line: Line, units: list[Block]) -> Block | None:
        if line.rows:
            return Block("doan", line.text, quoted=self.quoting, table=line.rows)
        if self.quoting and self.returns(line.text):
            self.quoting = False
        if self.quoting or _OPENS.match(line.text):
            self.quoting = self.still_quoting(line.text)
            return Block("doan", line.text, quoted=True)
        found = unit_heading(line.text)
        if found and found[0] in self.kinds:
            return self.opened(*found)
        if self.still_amending(line.text, units):
            return Block("doan", line.text, quoted=True)
        if units and _awaits_name(units[-1]) and _is_name(line.text):
            units[-1] = replace(units[-1], heading=line.text)
            return None
        if units and _goes_on(units[-1], line.text):
            units[-1] = replace(units[-1], heading=f"{units[-1].heading} {line.text}")
            return None
        return self.paragraph(line.text)

    def still_quoting(self, text: str) -> bool:
        balance = (
            text.count("“")
            - text.count("”")
            + text.count('"') % 2 * (-1 if self.quoting and _CLOSES.search(text) else 1)
        )
        if self.quoting:
            return not (_CLOSES.search(text) and balance < 0)
        return balance > 0

    def returns(self, text: str) -> bool:
        """Whether the line goes on with the amending law itself although the quotation was never closed."""
        found = unit_heading(text)
        if found and found[0] == "dieu":
            return _next(self.article, found[1]["number"])
        clause, point = CLAUSE.match(text), POINT.match(text)
        if clause:
            return _next(self.clause, clause["number"]) and bool(_AMENDS.match(clause["rest"]))
        return bool(point and _next_point(self.point, point["number"]) and _AMENDS.match(point["rest"]))

    def still_amending(self, text: str, units: list[Block]) -> bool:
        """After a quotation a number that does not go on with the amending law goes on with the quoted one."""
        if not (units and units[-1].quoted and self.amends):
            return False
        if clause := CLAUSE.match(text):
            return not _next(self.clause, clause["number"])
        point = POINT.match(text)
        return point is not None and not _next_point(self.point, point["number"])

    def opened(self, kind: str, match: re.Match[str]) -> Block:
        rest, number = match["rest"].strip(), match["number"] or ""
        label = match.string[: match.end("number") if match["number"] else match.end("name")]
        if kind == "chuong":
            number, rest = self.unglued(number, rest, match.end("number") == match.start("rest"))
            label = f"{match['name']} {number}"
            self.chapter = number
        if kind == "dieu":
            self.article, self.clause, self.point = number, "", ""
            self.amends = bool(re.match(r"sửa đổi|bổ sung", rest, re.IGNORECASE))
            if _is_sentence(rest):
                return Block("dieu", rest, number, "", label)
        return Block(kind, "", number, rest, label)

    def unglued(self, number: str, rest: str, glued: bool) -> tuple[str, str]:
        """ "Chương IIVIỆC LÀM" is Chương II with the name VIỆC LÀM: the numbering tells where to part them."""
        expected = ROMANS[ROMANS.index(self.chapter) + 1] if self.chapter in ROMANS[:-1] else "I"
        if not (glued and rest) or number == expected or not number.startswith(expected):
            return number, rest
        return expected, number[len(expected) :] + rest

    def paragraph(self, text: str) -> Block:
        if self.article and (match := CLAUSE.match(text)):
            self.clause, self.point = match["number"], ""
            return Block("khoan", match["rest"], match["number"])
        if self.article and (match := POINT.match(text)):
            self.point = match["number"]
            return Block("diem", match["rest"], match["number"])
        return Block("doan", text)


def _is_name(text: str) -> bool:
    return text.isupper() or not (CLAUSE.match(text) or _is_sentence(text))


def _goes_on(unit: Block, text: str) -> bool:
    """A name in capitals that runs over two lines."""
    return (
        unit.kind in UNITS
        and unit.kind != "dieu"
        and unit.heading.isupper()
        and text.isupper()
        and not CLAUSE.match(text)
    )


def _awaits_name(unit: Block) -> bool:
    return unit.kind in UNITS and unit.kind != "dieu" and not unit.heading


def _is_sentence(text: str) -> bool:
    """A name of an Điều is short and has no full stop; older laws put the rule itself there."""
    return len(text) > 260 or text.endswith((".", ";", ":"))


def _next(last: str, number: str) -> bool:
    digits = re.match(r"\d+", last or "0")
    return number.isdigit() and digits is not None and int(number) == int(digits[0]) + 1


def _next_point(last: str, letter: str) -> bool:
    if not last:
        return letter == "a"
    return last[:1] in POINTS and POINTS.find(letter) == POINTS.find(last[0]) + 1
