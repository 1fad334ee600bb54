"""One paragraph of an official text, and the parting of paragraphs that the portal glued together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

UNITS = ("phan", "chuong", "muc", "tieu-muc", "dieu", "phu-luc")
POINTS = "abcdđeghiklmnopqrstuvxy"
CLAUSE = re.compile(r"^(?P<number>\d{1,3}[a-zđ]?)\s*\.(?!\d)\s*(?P<rest>.*)$", re.DOTALL)
POINT = re.compile(r"^(?P<number>[a-zđ]{1,2}\d?)\s*\)\s*(?P<rest>.*)$", re.DOTALL)
_UPPER = 'A-ZĐÀ-ỸĂÂÊÔƠƯ“"'


@dataclass(frozen=True)
class Block:
    """One paragraph: `kind` phan … phu-luc, khoan, diem or doan (plain text), its `number` as written, its `text`.

    `heading` is the unit's name; `quoted` tells that an amendment quotes it; `table` holds the rows of a table.
    """

    kind: str
    text: str
    number: str = ""
    heading: str = ""
    label: str = ""
    quoted: bool = False
    table: tuple[tuple[str, ...], ...] = ()


def parted_blocks(units: Sequence[Block]) -> tuple[list[Block], int]:
    """The units with glued ones parted: only inside one Điều and only where the numbering has a gap."""
    out: list[Block] = []
    parted = 0
    article = 0

    def key(unit: Block) -> int:
        nonlocal article
        article += unit.kind in UNITS
        return article

    for _, group in groupby(units, key=key):
        row = list(group)
        for kind in ("khoan", "diem"):
            row, count = _parted_row(row, kind)
            parted += count
        out += row
    return out, parted


def _parted_row(row: Sequence[Block], kind: str) -> tuple[list[Block], int]:
    out: list[Block] = []
    last = ""
    pending = list(row)
    parted = 0
    while pending:
        unit = pending.pop(0)
        if unit.quoted or unit.table:
            out.append(unit)
            continue
        if unit.kind == "khoan" and kind == "diem":
            last = ""
        if unit.kind == kind:
            last = unit.number
        following = _following(pending, kind)
        cut = _cut(unit.text, last, following, kind)
        if cut is None:
            out.append(unit)
            continue
        head, number, rest = cut
        out.append(replace(unit, text=head))
        pending.insert(0, Block(kind, rest, number))
        parted += 1
    return out, parted


def _following(pending: Sequence[Block], kind: str) -> str:
    for unit in pending:
        if unit.kind == kind and not unit.quoted:
            return unit.number
        if kind == "diem" and unit.kind == "khoan":
            return ""
    return ""


def _cut(text: str, last: str, following: str, kind: str) -> tuple[str, str, str] | None:
    """Where the unit after `last` is glued into the text, given the one that really follows."""
    expected = _successor(last, kind)
    if not expected or following == expected:
        return None
    if kind == "khoan" and not following and not last:
        return None
    mark = rf"{expected}\s*\." if kind == "khoan" else rf"{expected}\s*\)"
    match = re.search(rf"(?<=[.;:])\s*(?={mark}\s*[{_UPPER}])", text)
    if match is None or match.start() == 0:
        return None
    found = (CLAUSE if kind == "khoan" else POINT).match(text[match.end() :])
    return (text[: match.start()], found["number"], found["rest"]) if found else None


def _successor(last: str, kind: str) -> str:
    if kind == "khoan":
        return str(int(last) + 1) if last.isdigit() else ("1" if not last else "")
    if not last:
        return "a"
    place = POINTS.find(last)
    return POINTS[place + 1] if 0 <= place < len(POINTS) - 1 else ""
