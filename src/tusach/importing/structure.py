"""Rebuilds the structure of an official text from its lines: head, units, quoted amendments, closing, annexes.

Guarantees: any lines give a result; every line stands in exactly one of `head`, `body`, `closing`; no word is lost.
Lines that the portal glued together are parted only where a gap in the numbering proves that a unit is missing there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tusach.importing.annexes import Annex, annexes
from tusach.importing.blocks import UNITS, Block, parted_blocks
from tusach.importing.closing import closing_end, signs
from tusach.importing.frame import annex_label, attachments, has_words, is_formula, letterhead, opens_annex
from tusach.importing.sequence import sequences
from tusach.importing.units import blocks_of, unit_heading
from tusach.importing.word import Line

# So few lines tell whether signatures start.
_NEAR = 8


@dataclass(frozen=True)
class Structure:
    """The lines before the first unit, the units, and the lines of the closing.

    The last `annexed` of the units are those of what is issued with the text and stands after its closing. `preamble` are the last lines of the head (căn cứ …, ban hành …) and `formula` the first of the closing: words of the
    law itself, where the rest is letterhead and signatures.
    """

    head: tuple[Line, ...]
    body: tuple[Block, ...]
    closing: tuple[Line, ...]
    annexed: int = 0
    parted: int = 0

    @property
    def own(self) -> tuple[Block, ...]:
        """The units of the text itself."""
        return self.body[: len(self.body) - self.annexed]

    @property
    def preamble(self) -> tuple[Line, ...]:
        """The lines of the head after letterhead, number and title."""
        return self.head[letterhead(self.head) :]

    @property
    def formula(self) -> tuple[Line, ...]:
        """The closing formula, when the text has one."""
        return self.closing[:1] if self.closing and is_formula(self.closing[0].text) else ()


def structured(lines: Sequence[Line]) -> Structure:
    """Head, units and closing of the text, and what is issued with it."""
    lines = _rejoined(lines)
    start = _first_unit(lines)
    end = _closing(lines, start if start < len(lines) else letterhead(lines))
    start = min(start, end)
    blocks, parted = parted_blocks(blocks_of(lines[start:end]))
    after = closing_end(lines, end)
    attached = list(_attached(annexes(lines[after:])))
    return Structure(tuple(lines[:start]), (*blocks, *attached), tuple(lines[end:after]), len(attached), parted)


def _attached(found: Iterator[Annex]) -> Iterator[Block]:
    for annex in found:
        if annex.is_appendix:
            yield Block("phu-luc", "", "", annex.name, annex.label)
            yield from blocks_of(annex.lines, ("muc", "tieu-muc"))
        else:
            yield Block("kem-theo", "", "", annex.heading, annex.heading)
            yield from blocks_of(annex.lines, UNITS if annex.rules else ())


def _rejoined(lines: Sequence[Line]) -> Sequence[Line]:
    """Lines that hold nothing but "Chương" or "Mục" together with the number on the next line."""
    out: list[Line] = []
    for line in lines:
        if out and not line.rows and out[-1].text.lower() in ("chương", "mục", "phần", "điều"):
            out[-1] = Line(f"{out[-1].text} {line.text}")
        else:
            out.append(line)
    return out


def _first_unit(lines: Sequence[Line]) -> int:
    for place, line in enumerate(lines):
        found = None if line.rows else unit_heading(line.text)
        if found and found[0] in ("phan", "chuong", "dieu"):
            return place
    return len(lines)


def _closing(lines: Sequence[Line], start: int) -> int:
    """Where formula, signatures or annexes start after the last Điều of the text itself; else the end of the lines."""
    runs = sequences(lines, start)

    def behind(place: int) -> bool:
        return not any(run.goes_on(place) for run in runs)

    own = (place for place in range(start, len(lines)) if behind(place) and _may_end(lines, place))
    end = min(next(own, len(lines)), next(filter(behind, attachments(lines, start)), len(lines)))
    if end < len(lines) and _is_formula(lines[end]):
        return end
    last = next((place for place in range(end - 1, start - 1, -1) if has_words(lines[place].text)), start - 1)
    if last >= start and _is_formula(lines[last]):
        return last
    return last + 1 if end < len(lines) else end


def _is_formula(line: Line) -> bool:
    return not line.rows and is_formula(line.text)


def _may_end(lines: Sequence[Line], place: int) -> bool:
    text = lines[place].text
    if lines[place].rows:
        return signs(lines, place)
    if label := annex_label(text):
        # A list in an Điều names its forms in small letters, or one below the other.
        return (not label[1] or label[1].isupper()) and not _is_listed(lines, place)
    return signs(lines, place) or (is_formula(text) and "ngày" in text and _ends_words(lines, place))


def _is_listed(lines: Sequence[Line], place: int) -> bool:
    """Whether the label has nothing below it but the next of its kind, or the signatures."""
    following = place + 1
    if following == len(lines):
        return False
    return _kind_of_label(lines[following]) == _kind_of_label(lines[place]) or signs(lines, following)


def _kind_of_label(line: Line) -> str:
    label = None if line.rows else annex_label(line.text)
    return label[0].split()[0].lower() if label else ""


def _ends_words(lines: Sequence[Line], place: int) -> bool:
    """Whether nothing but signatures or annexes stands behind the line."""
    following = next((one for one in range(place + 1, len(lines)) if has_words(lines[one].text)), None)
    if following is None or opens_annex(lines[following].text):
        return True
    return closing_end(lines[following : following + _NEAR], 0) > 0
