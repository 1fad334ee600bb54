"""The slides of a lecture: its page cut at headings, at rulers, and where a screen is full; the spoken words beside them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import html as lxml_html

from tusach.outputs.deck.speaker import parted
from tusach.outputs.html import blocks

# The id of the heading above what was said in the recording: on a page, not on a slide.
TRANSCRIPT = "loi-ghi-lai"
# A slide shows twelve lines of about sixty-six letters before its type would have to be small.
_LINES, _LETTERS = 12.0, 66
_OPENING = "Mở đầu"


@dataclass(frozen=True)
class Slide:
    """One slide: its `title`, the title it stands under (`above`, "" for none), its `html`, the `notes` of the speaker as HTML.

    `rank` counts from 1 the slides that share a title and its notes.
    """

    title: str
    above: str
    html: str
    notes: str
    rank: int = 1


@dataclass
class _Draft:
    title: str
    above: str = ""
    screens: list[list[lxml_html.HtmlElement]] = field(default_factory=lambda: [[]])
    notes: list[lxml_html.HtmlElement] = field(default_factory=list)
    room: float = _LINES

    def add(self, block: lxml_html.HtmlElement) -> None:
        need = _lines(block)
        if need > self.room and self.screens[-1]:
            self.next_screen()
        self.screens[-1].append(block)
        self.room -= need

    def next_screen(self) -> None:
        self.screens.append([])
        self.room = _LINES


def slides(html: str) -> tuple[Slide, ...]:
    """The slides of a lecture's finished page `html`, in order.

    A heading of the second or third level opens a slide, a ruler (`---`) goes on under the same title, and so does what
    one screen cannot hold. A quotation from "Lời giảng:" on is for the speaker. Links still lead from the page.
    """
    return tuple(slide for draft in _drafts(html) for slide in _finished(draft))


def _drafts(html: str) -> Iterator[_Draft]:
    current, above = _Draft(_OPENING), ""
    for block in blocks(html):
        if block.get("id") == TRANSCRIPT:
            break
        text = " ".join(block.text_content().split())
        if block.tag in ("h2", "h3"):
            yield current
            above = text if block.tag == "h2" else above
            current = _Draft(text, "" if block.tag == "h2" else above)
        elif block.tag == "hr":
            current.next_screen()
        elif block.tag == "blockquote" and (said := parted(block))[1]:
            if said[0]:
                current.add(_quotation(said[0]))
            current.notes += said[1]
        else:
            for part in _parts(block):
                current.add(part)
    yield current


def _finished(draft: _Draft) -> Iterator[Slide]:
    notes = "".join(map(_source, draft.notes))
    screens = [screen for screen in draft.screens if screen]
    # A heading that only opens others says where we are; one with nothing at all before the first is no slide.
    if not screens and (draft.title != _OPENING or notes):
        screens = [[]]
    for rank, screen in enumerate(screens, start=1):
        yield Slide(draft.title, draft.above, "".join(_joined(screen)), notes, rank)


def _quotation(content: list[lxml_html.HtmlElement]) -> lxml_html.HtmlElement:
    found = lxml_html.Element("blockquote")
    found.extend(content)
    return found


def _source(element: lxml_html.HtmlElement) -> str:
    return str(lxml_html.tostring(element, encoding="unicode", with_tail=False))


def _parts(block: lxml_html.HtmlElement) -> Iterator[lxml_html.HtmlElement]:
    """A list one item at a time, each a list of its own; anything else as it is."""
    items = list(block) if block.tag in ("ul", "ol") else []
    first = int(block.get("start", "1")) if block.get("start", "1").isdigit() else 1
    for number, item in enumerate(items, start=first):
        single = lxml_html.Element(block.tag, {**block.attrib, **({"start": str(number)} if block.tag == "ol" else {})})
        single.append(copy.deepcopy(item))
        yield single
    if not items:
        yield block


def _joined(screen: list[lxml_html.HtmlElement]) -> Iterator[str]:
    """The blocks of a screen, the items of one list in one list again."""
    waiting: lxml_html.HtmlElement | None = None
    for block in screen:
        if waiting is not None and block.tag in ("ul", "ol") and block.tag == waiting.tag:
            waiting.extend(list(block))
            continue
        if waiting is not None:
            yield _source(waiting)
        waiting = block
    if waiting is not None:
        yield _source(waiting)


def _lines(block: lxml_html.HtmlElement) -> float:
    if block.tag == "div" or block.tag == "table":
        rows = block.cssselect("tr")
        if rows:
            return sum(max(1.0, len(row.text_content()) / _LETTERS) + 0.4 for row in rows)
    pictures = 6.0 * len(block.cssselect("img"))
    length = len(" ".join(block.text_content().split()))
    return pictures + (-(-length // _LETTERS) + 0.4 if length else 0.0)
