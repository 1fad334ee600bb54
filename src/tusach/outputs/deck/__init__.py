"""The slides of a lecture: its page cut at headings, at rulers, and where a screen is full; the spoken words beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import html as lxml_html

from tusach.outputs.deck.cutting import LINES, joined, lines, pieces
from tusach.outputs.deck.speaker import parted
from tusach.outputs.html import blocks

# The id of the heading above what was said in the recording: on a page, not on a slide.
TRANSCRIPT = "loi-ghi-lai"
# Headings that take more letters than one line take from the room of the text.
_HEADING, _HEADING_LINE = 48, 1.3
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
    room: float = 0.0

    def __post_init__(self) -> None:
        self.room = self._whole()

    def add(self, block: lxml_html.HtmlElement) -> None:
        for part in pieces(block, self.room):
            need = lines(part)
            if need + _below(part) > self.room and self.screens[-1]:
                self.next_screen()
            self.screens[-1].append(part)
            self.room -= need

    def next_screen(self) -> None:
        self.screens.append([])
        self.room = self._whole()

    def _whole(self) -> float:
        return LINES - _HEADING_LINE * (len(self.title) // _HEADING)


def _below(part: lxml_html.HtmlElement) -> float:
    """What a small heading needs below it on the same screen."""
    return 2.0 if part.tag in ("h4", "h5", "h6") else 0.0


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
            current.add(block)
    yield current


def _finished(draft: _Draft) -> Iterator[Slide]:
    notes = "".join(map(_source, draft.notes))
    screens = [screen for screen in draft.screens if screen]
    # A heading that only opens others says where we are; one with nothing at all before the first is no slide.
    if not screens and (draft.title != _OPENING or notes):
        screens = [[]]
    for rank, screen in enumerate(screens, start=1):
        yield Slide(draft.title, draft.above, "".join(map(_source, joined(screen))), notes, rank)


def _quotation(content: list[lxml_html.HtmlElement]) -> lxml_html.HtmlElement:
    found = lxml_html.Element("blockquote")
    found.extend(content)
    return found


def _source(element: lxml_html.HtmlElement) -> str:
    return str(lxml_html.tostring(element, encoding="unicode", with_tail=False))
