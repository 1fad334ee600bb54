"""How much of a screen a block takes, and its pieces that fit one each: sentences, rows, lines of code, pictures."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from lxml.html import Element, HtmlElement

from tusach.outputs.deck.flow import PICTURE, flow, inside, piece

# A slide shows twelve lines of about sixty-six letters before its type would have to be small; slides.css says the same.
LINES = 12.0
_LETTERS, _GAP = 66, 0.4
# Pictures beside text are shown this high. Tables and code are set smaller than text.
_PICTURE = 8.0
_TABLE_LETTERS, _TABLE_LINE, _CELL = 88, 0.76, 2.5
_CODE_LETTERS, _CODE_LINE = 70, 0.72
_SHELLS = ("blockquote", "div", "details", "dl", "li", "dd", "figure")
_LISTS = ("ul", "ol")
# The class of an item that goes on with the item above it.
REST = "rest"
# Less than this at the foot of a screen is not worth beginning a cut block for.
_LEAST = 4.0
_BREAKS = (re.compile(r"[.?!…;][\"”’)\]]*\s+"), re.compile(r"[,:]\s+"), re.compile(r"\s+"))
_SHORT = re.compile(r"(?:^|[\s(“\"])(?:\d{1,3}|[IVXLC]+|\w|[A-ZĐ]{1,3}|Th[sS]|[Tt]r)\.$")


def lines(block: HtmlElement) -> float:
    """The lines of a screen that a block takes."""
    if (table := _table(block)) is not None:
        return sum(_rows(table)) + _GAP
    if block.tag == "pre":
        return sum(map(_code_line, flow(block).strip("\n").split("\n"))) + 2 * _GAP
    if block.tag in _LISTS:
        return sum(map(lines, block.iterchildren("*")))
    if block.tag in _SHELLS:
        return sum(map(lines, inside(block)))
    text = " ".join(flow(block).split())
    length = len(text.replace(PICTURE, ""))
    return _PICTURE * text.count(PICTURE) + (-(-length // _LETTERS) + _GAP if length else 0.0)


def pieces(block: HtmlElement, room: float) -> Iterator[HtmlElement]:
    """A block in pieces: the first for the `room` left, the others for a screen each; whole, when it fits one.

    A list comes one item at a time. What has no place to be cut at stays whole.
    """
    if block.tag in _LISTS:
        yield from _items(block, room)
        return
    if lines(block) <= LINES:
        yield block
        return
    first = room if room >= _LEAST else LINES
    if (table := _table(block)) is not None:
        yield from _tables(block, table, first)
    elif block.tag == "pre":
        yield from _code(block, first)
    elif block.tag in _SHELLS:
        yield from _shells(block, first)
    elif block.tag == "p":
        yield from _sentences(block, first)
    else:
        yield block


def _groups(needs: Sequence[float], first: float, rest: float) -> Iterator[tuple[int, int]]:
    """Runs of neighbours, as many as fit `first` and then `rest`; one that is too large alone stands alone."""
    start, taken, room = 0, 0.0, first
    for number, need in enumerate(needs):
        if number > start and taken + need > room:
            yield start, number
            start, taken, room = number, 0.0, rest
        taken += need
    if needs:
        yield start, len(needs)


def _items(block: HtmlElement, room: float) -> Iterator[HtmlElement]:
    """Each item a list of its own; of one longer than a screen, the parts that follow are items of the class `rest`."""
    start = block.get("start", "1")
    first = int(start) if start.isdigit() else 1
    for number, item in enumerate(block, start=first):
        for part in _item(item, room) if lines(item) > LINES else [copy.deepcopy(item)]:
            own = {"start": str(number)} if block.tag == "ol" else {}
            single = Element(block.tag, {**block.attrib, **own})
            single.append(part)
            yield single
        room = LINES


def _item(item: HtmlElement, room: float) -> Iterator[HtmlElement]:
    for rank, part in enumerate(_filling(inside(item), room)):
        one = Element("li", {**item.attrib, **({"class": REST} if rank else {})})
        one.append(part)
        yield one


def _filling(blocks: Iterable[HtmlElement], room: float) -> Iterator[HtmlElement]:
    """The pieces of blocks that stand below each other, as they fill screens of which the first has this room."""
    for block in blocks:
        for part in pieces(block, room):
            need = lines(part)
            room = (room if need <= room else LINES) - need
            yield part


def _shells(block: HtmlElement, first: float) -> Iterator[HtmlElement]:
    """The content of a box or a quotation in pieces, each in a box like it."""
    # The title of a box is no use at the foot of a screen.
    first = first if first > 1.5 * _LEAST else LINES
    parts = list(_filling(inside(block), first))
    for start, end in _groups([lines(part) for part in parts], first, LINES):
        shell = Element(block.tag, dict(block.attrib))
        # A folded note without its title could not be opened.
        if start and parts[0].tag == "summary":
            shell.append(copy.deepcopy(parts[0]))
        shell.extend(joined(parts[start:end]))
        yield shell


def joined(blocks: Sequence[HtmlElement]) -> Iterator[HtmlElement]:
    """The blocks of a screen, the items of one list in one list again and what belongs to an item in that item."""
    waiting: HtmlElement | None = None
    for block in blocks:
        if waiting is not None and block.tag in _LISTS and block.tag == waiting.tag:
            _absorb(waiting, block)
            continue
        if waiting is not None:
            yield waiting
        waiting = block
    if waiting is not None:
        yield waiting


def _absorb(above: HtmlElement, below: HtmlElement) -> None:
    for item in list(below):
        if item.get("class") != REST:
            above.append(item)
            continue
        last = above[-1]
        content = list(item)
        if len(last) and last[-1].tag in _LISTS and last[-1].tag == content[0].tag:
            _absorb(last[-1], content.pop(0))
        last.extend(content)


def _sentences(block: HtmlElement, first: float) -> Iterator[HtmlElement]:
    text = flow(block)
    most = _LETTERS * int(LINES - _GAP)
    ends = [0, *_places(text, 0, len(text), most, 0), len(text)]
    needs = [_signs(text[start:end]) for start, end in pairwise(ends)]
    for start, end in _groups(needs, _LETTERS * int(first - _GAP), most):
        part = piece(block, ends[start], ends[end])
        if flow(part).strip():
            yield part


def _signs(text: str) -> float:
    return len(text) + text.count(PICTURE) * _PICTURE * _LETTERS


def _places(text: str, start: int, end: int, most: float, rank: int) -> Iterator[int]:
    """Where a paragraph may be cut between two places: after sentences, in long ones after clauses, at last after words.

    Before and after pictures always.
    """
    found = [match.end() for match in _BREAKS[rank].finditer(text, start, end) if _ends(text, match, rank)]
    if rank == 0:
        around = [at for at, sign in enumerate(text) if sign == PICTURE]
        found = sorted({*found, *around, *(at + 1 for at in around)})
    for before, after in zip([start, *found], [*found, end], strict=True):
        if _signs(text[before:after]) > most and rank + 1 < len(_BREAKS) and text[before:after] != PICTURE:
            yield from _places(text, before, after, most, rank + 1)
        if start < after < end:
            yield after


def _ends(text: str, match: re.Match[str], rank: int) -> bool:
    """Whether a sentence ends: what follows is no small letter, what precedes no short form and no number of an item."""
    if rank or match[0].startswith(";"):
        return True
    following = text[match.end() : match.end() + 2].lstrip('“"‘(')[:1]
    return not following.islower() and not _SHORT.search(
        text, match.start() - 8 if match.start() > 8 else 0, match.start() + 1
    )


def _code(block: HtmlElement, first: float) -> Iterator[HtmlElement]:
    text = flow(block)
    ends = [0, *(match.end() for match in re.finditer("\n", text.rstrip("\n"))), len(text)]
    needs = [_code_line(text[start:end].strip("\n")) for start, end in pairwise(ends)]
    for start, end in _groups(needs, first - 2 * _GAP, LINES - 2 * _GAP):
        yield piece(block, ends[start], ends[end])


def _code_line(line: str) -> float:
    return _CODE_LINE * max(1, -(-len(line) // _CODE_LETTERS))


def _table(block: HtmlElement) -> HtmlElement | None:
    """The table that a block is, or that a block which scrolls holds."""
    if block.tag == "table":
        return block
    inner = list(block) if block.tag == "div" else []
    return inner[0] if len(inner) == 1 and inner[0].tag == "table" else None


def _rows(table: HtmlElement) -> list[float]:
    """The lines that each row takes, as browsers share the width: by what the columns hold."""
    cells = [[" ".join(flow(cell).split()) for cell in row] for row in table.iter("tr")]
    wide = max(map(len, cells), default=0)
    held = [max((len(row[column]) for row in cells if column < len(row)), default=1) or 1 for column in range(wide)]
    letters = _TABLE_LETTERS - _CELL * wide
    share = [max(one if sum(held) <= letters else one * letters / sum(held), 6.0) for one in held]
    return [max((_cell(text, share[column]) for column, text in enumerate(row)), default=0.0) for row in cells]


def _cell(text: str, share: float) -> float:
    pictures = text.count(PICTURE)
    return _TABLE_LINE * max(1, -(-(len(text) - pictures) // int(share))) + _GAP + pictures * _PICTURE


def _tables(block: HtmlElement, table: HtmlElement, first: float) -> Iterator[HtmlElement]:
    """The rows of a table in several, each below its head; one whose cells reach over rows stays whole."""
    rows = list(table.iter("tr"))
    head = sum(1 for row in rows if row.getparent().tag == "thead")
    if table.cssselect("[rowspan]") or len(rows) - head < 2:
        yield block
        return
    needs = _rows(table)
    used = sum(needs[:head]) + _GAP
    for start, end in _groups(needs[head:], first - used, LINES - used):
        part = copy.deepcopy(block)
        for number, row in enumerate(part.iter("tr"), start=-head):
            if 0 <= number < start or number >= end:
                row.set("class", "elsewhere")
        for row in part.cssselect("tr.elsewhere"):
            row.getparent().remove(row)
        if start and part.get("aria-label"):
            part.set("aria-label", f"{part.get('aria-label')} (tiếp, từ dòng {start + 1})")
        yield part
