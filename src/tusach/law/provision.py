"""The provisions of a document kept as Markdown: Phần, Chương, Mục, Tiểu mục, Điều, khoản, điểm, each with an anchor.

Units of a Vietnamese legal document: Law 64/2025/QH15, Điều 7 khoản 2. A heading (`### Điều 12. …`) opens a unit down
to Điều; inside an Điều a paragraph that starts `2. ` is khoản 2 and one that starts `đ) ` is điểm đ.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tusach.law.vietnamese import slug

_UNITS = {
    "phần": "phan",
    "chương": "chuong",
    "mục": "muc",
    "tiểu mục": "tieu-muc",
    "điều": "dieu",
    "phụ lục": "phu-luc",
}
_HEADING = re.compile(
    r"^(?P<marks>\#{1,6})\s+(?P<text>(?P<unit>Phần|Chương|Mục|Tiểu\s+mục|Đi[ềể]u|Phụ\s+lục)"
    r"\s+(?P<number>thứ\s\w+|\d{1,4}[a-zđ]{0,2}|[IVXLC]+|[A-Z])(?!\w)[.:]?\s*(?P<heading>.*?))\s*(?:\{[^}]*\})?\s*$",
    re.IGNORECASE | re.VERBOSE,
)
_OTHER_HEADING = re.compile(r"^(?P<marks>#{1,6})\s")
_CLAUSE = re.compile(r"^(?P<number>\d{1,3}[a-zđ]{0,2})\\?\.\s+(?P<text>\S.*)$")
_POINT = re.compile(r"^(?P<number>(?:[a-z]|đ|[a-zđ]{2})(?:\.?\d{1,2})?)\\?\)\s+(?P<text>\S.*)$")
_FENCE = re.compile(r"\s*(?P<marks>`{3,}(?=[^`]*$)|~{3,}(?=[^~]*$))")
_LIST = re.compile(r"^(?:[-*+]|1[.)])\s+\S")
_LIST_ANY = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s")
# Signs three blanks apart are no rule to Python-Markdown, but lists in lists.
_RULE = re.compile(r"[ ]{0,3}(?:(?:\*[ ]{0,2}+){3,}|(?:-[ ]{0,2}+){3,}|(?:_[ ]{0,2}+){3,})")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-*:?\s*)*$")


@dataclass(frozen=True)
class Provision:
    """One unit: `kind` (phan … diem), `number` as written, `heading` ("" for khoản, điểm), `anchor`, 1-based `line`."""

    kind: str
    number: str
    heading: str
    anchor: str
    line: int


@dataclass
class _Reader:
    """Walks the lines once, remembering the open Điều and khoản and the paragraph being read."""

    provisions: list[Provision] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    article: str = ""
    level: int = 0
    clause: str = ""
    chapter: str = ""
    section: str = ""
    pending: str = ""
    seen: dict[str, int] = field(default_factory=dict)

    def read(self, markdown: str) -> None:
        lines = markdown.split("\n")
        for number, (line, code) in enumerate(zip(lines, fenced(lines), strict=True), start=1):
            if code or not self._unit(line, number):
                self._other(line, code)
        self._close_paragraph()

    def _unit(self, line: str, number: int) -> bool:
        if match := _HEADING.match(line):
            self._open_heading(match, number)
        elif self.article and (match := _CLAUSE.match(line)):
            self.clause = f"{self.article}-khoan-{_id(match['number'])}"
            self._open_paragraph("khoan", match, self.clause, number, r"\.")
        elif self.article and (match := _POINT.match(line)):
            anchor = f"{self.clause or self.article}-diem-{_id(match['number'])}"
            self._open_paragraph("diem", match, anchor, number, ")")
        else:
            return False
        return True

    def _open_heading(self, match: re.Match[str], line: int) -> None:
        self._close_paragraph()
        kind = _UNITS[" ".join(match["unit"].lower().replace("điểu", "điều").split())]
        anchor = f"{kind}-{_id(match['number'])}"
        if kind == "muc" and self.chapter:
            anchor = f"{self.chapter}-{anchor}"
        if kind == "tieu-muc" and self.section:
            anchor = f"{self.section}-{anchor}"
        if kind in ("phan", "chuong", "phu-luc"):
            self.chapter = self.section = anchor
        if kind == "muc":
            self.section = anchor
        self.article, self.clause = (anchor, "") if kind == "dieu" else ("", "")
        self.level = len(match["marks"])
        anchor = self._note(kind, match["number"], match["heading"], anchor, line)
        self.lines.append(f"{match['marks']} {match['text']} {{: #{anchor} .{kind} }}")

    def _open_paragraph(self, kind: str, match: re.Match[str], anchor: str, line: int, stop: str) -> None:
        self._close_paragraph()
        anchor = self._note(kind, match["number"], "", anchor, line)
        if self.lines and self.lines[-1].strip():
            self.lines.append("")
        self.lines.append(f"{match['number']}{stop} {match['text']}")
        self.pending = f"{{: #{anchor} .{kind} }}"

    def _other(self, line: str, code: bool) -> None:
        if not line.strip():
            self._close_paragraph()
        if not code and (match := _OTHER_HEADING.match(line)) and len(match["marks"]) <= self.level:
            # What stands under "## Mẫu số 01" after an Điều is no khoản of it.
            self._close_paragraph()
            self.article = self.clause = ""
        self.lines.append(line)

    def _close_paragraph(self) -> None:
        if self.pending:
            self.lines.append(self.pending)
            self.pending = ""

    def _note(self, kind: str, number: str, heading: str, anchor: str, line: int) -> str:
        self.seen[anchor] = self.seen.get(anchor, 0) + 1
        if self.seen[anchor] > 1:
            anchor = f"{anchor}--{self.seen[anchor]}"
        self.provisions.append(Provision(kind, number, heading, anchor, line))
        return anchor


def _id(number: str) -> str:
    """The number inside an anchor: đ is written dd, so that điểm d and điểm đ differ; a.1 becomes a-1."""
    return slug(number.lower().replace("đ", "dd").replace(".", "-"))


def anchor_of(article: str, clause: str = "", point: str = "") -> str:
    """The anchor of a provision by its numbers as written: ("12", "2", "đ") is dieu-12-khoan-2-diem-dd."""
    parts = (("dieu", article), ("khoan", clause), ("diem", point))
    return "-".join(f"{kind}-{_id(number)}" for kind, number in parts if number)


@lru_cache(maxsize=512)
def provisions(markdown: str) -> tuple[Provision, ...]:
    """The units of the document in order; a second unit of the same number gets an anchor ending in `--2`."""
    reader = _Reader()
    reader.read(markdown)
    return tuple(reader.provisions)


def with_anchors(markdown: str) -> str:
    """The same Markdown with every Điều, khoản and điểm in its own block that carries its anchor and kind."""
    reader = _Reader()
    reader.read(markdown)
    return separate_blocks("\n".join(reader.lines))


def twins(markdown: str) -> Iterator[Provision]:
    """The units whose number already stood in the same place of the document."""
    return (unit for unit in provisions(markdown) if "--" in unit.anchor)


def fenced(lines: Sequence[str]) -> list[bool]:
    """For each line whether it stands in a block of code, its fences counted in.

    The same signs close a block that opened it; without them it is none (Python-Markdown's own rule).
    """
    closing: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if (match := _FENCE.match(line)) and match["marks"] == line.strip():
            closing[match["marks"]].append(number)
    inside, last = [], -1
    for number, line in enumerate(lines):
        if number > last and (match := _FENCE.match(line)):
            ends = closing[match["marks"]]
            place = bisect_right(ends, number)
            last = ends[place] if place < len(ends) else last
        inside.append(number <= last)
    return inside


def is_rule(line: str) -> bool:
    """Whether the line is nothing but a rule, as a dotted line of a form is."""
    return _RULE.fullmatch(line.rstrip()) is not None


def separate_blocks(markdown: str) -> str:
    """The Markdown with a blank line before lists, tables and lines that start `a) `, and round rules and headings, as editors see them in Git.

    Python-Markdown glues a list or a table to the paragraph above it, and points of law to each other; it reads all that follows
    anew after each rule or heading of a paragraph.
    """
    source = markdown.split("\n")
    lines: list[str] = []
    for line, following, code in zip(source, [*source[1:], ""], fenced(source), strict=True):
        above = lines[-1] if lines else ""
        if not code and above.strip() and line.strip() and _starts_block(line, above, following):
            lines.append("")
        lines.append(line)
    return "\n".join(lines)


def _starts_block(line: str, above: str, following: str) -> bool:
    if _POINT.match(line) or line.startswith("#") or above.startswith("#") or _parts(line, above):
        return True
    if _LIST.match(line):
        return not _LIST_ANY.match(above) and not above.startswith((" ", "\t", ">", "|"))
    return "|" in line and "|" not in above and "|" in following and _TABLE_RULE.match(following) is not None


def _parts(line: str, above: str) -> bool:
    """Whether one of two lines is a rule at the margin, or both are rules; one that is indented may belong to a list."""
    here, there = is_rule(line), is_rule(above)
    return (here and (there or line[0] != " ") and not above.startswith("|")) or (there and above[0] != " ")
