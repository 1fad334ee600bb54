"""Turns what is found in the text of a page into links: citations, terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import html as lxml_html

from tusach.outputs.html import reshaped


@dataclass(frozen=True)
class Span:
    """A stretch of text to become a link: where it starts and ends, where it leads, and its class.

    `more` are the anchors of further units that the same words cite.
    """

    start: int
    end: int
    href: str
    look: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where a text stands: the `part` (a count of headings passed), the Điều and khoản of a document, the block's id.

    `unit` is the anchor of the Điều, khoản or điểm it belongs to; `quoted` text stands in a quotation.
    """

    part: int = 0
    article: str = ""
    clause: str = ""
    block: str = ""
    unit: str = ""
    quoted: bool = False


# Text of these becomes links, within whatever else stands in their line; but not what is a link, a heading or code already.
_RUNNING = ("p", "li", "td", "dd", "em", "strong", "b", "i", "mark", "span")
_CLOSED = ("a", "h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "summary")
# What stands within a line of text; every other element ends it.
_SHOWN = ("b", "del", "em", "i", "ins", "mark", "s", "small", "span", "strong", "u")
_SAID = ("a", "abbr", "br", "cite", "code", "dfn", "img", "kbd", "q", "samp", "sub", "sup", "time", "var")
_INLINE = (*_SHOWN, *_SAID)


def linked(html: str, find: Callable[[str, Place], Sequence[Span]], *, through_links: bool = True) -> str:
    """The HTML with the spans that `find` sees in each line of text as links; links, headings and code are left alone.

    A line is given whole, from one block to the next: emphasis in it breaks no span, which then becomes several links.
    What is a link or code already is read with it, or, without `through_links`, stands as one sign for each letter.
    """

    def change(root: lxml_html.HtmlElement) -> None:
        place = Place()
        for element in list(root.iter()):
            if not isinstance(element.tag, str):
                continue
            place = _moved(place, element)
            if _begins_lines(element):
                quoted = any(up.tag == "blockquote" for up in element.iterancestors())
                for line in list(_lines(element)):
                    text = "".join(run.text if run.open or through_links else "\ufffc" * len(run.text) for run in line)
                    if text.strip():
                        _link(line, find(text, replace(place, quoted=quoted)))

    return reshaped(html, change)


@dataclass(frozen=True)
class _Run:
    """A piece of text of a line: the `text` or the `tail` of an element; only an `open` one can hold links."""

    holder: lxml_html.HtmlElement
    attribute: str
    open: bool

    @property
    def text(self) -> str:
        return getattr(self.holder, self.attribute) or ""


def _begins_lines(element: lxml_html.HtmlElement) -> bool:
    """Whether an element of running text stands in no line of another."""
    if element.tag not in _RUNNING or any(up.tag in _CLOSED for up in element.iterancestors()):
        return False
    up = element
    while up.tag in _INLINE and (up := up.getparent()) is not None:
        if up.tag in _RUNNING:
            return False
    return True


def _lines(element: lxml_html.HtmlElement) -> Iterator[list[_Run]]:
    """The lines of text directly in an element: those of blocks in it are their own."""
    line: list[_Run] = []
    for run in _runs(element, True):
        if run is None:
            yield line
            line = []
        else:
            line.append(run)
    yield line


def _runs(element: lxml_html.HtmlElement, is_open: bool) -> Iterator[_Run | None]:
    """The pieces of text in an element in order, None where a line ends."""
    is_open = is_open and element.tag not in _CLOSED
    running = is_open and element.tag in _RUNNING
    yield _Run(element, "text", running)
    for child in element:
        if isinstance(child.tag, str) and not _is_call(child):
            yield from _runs(child, is_open) if child.tag in _INLINE else (None,)
        yield _Run(child, "tail", running)


def _is_call(element: lxml_html.HtmlElement) -> bool:
    """Whether it is the number that calls a footnote: "Điều 5" with note 1 is not Điều 51."""
    return element.tag == "sup" and len(element) == 1 and element[0].get("class") == "footnote-ref"


def _moved(place: Place, element: lxml_html.HtmlElement) -> Place:
    look, anchor = (element.get("class") or "").split(), element.get("id") or ""
    if element.tag in _CLOSED and str(element.tag).startswith("h"):
        article = anchor.removeprefix("dieu-") if "dieu" in look else ""
        return Place(place.part + 1, article, block=anchor, unit=anchor if article else "")
    if "khoan" in look:
        return replace(place, clause=anchor.rpartition("-khoan-")[2], block=anchor, unit=anchor)
    if "diem" in look:
        return replace(place, block=anchor, unit=anchor)
    return replace(place, block=anchor) if element.tag in ("p", "li", "td", "dd") else place


def _link(line: Sequence[_Run], spans: Sequence[Span]) -> None:
    """Each span as a link, in every open run that holds a part of it."""
    start = 0
    for run in line:
        end = start + len(run.text)
        parts = [
            replace(span, start=max(span.start, start) - start, end=min(span.end, end) - start)
            for span in spans
            if span.start < end and span.end > start
        ]
        if run.open and parts:
            _split(run, [part for part in parts if run.text[part.start : part.end].strip()])
        start = end


def _split(run: _Run, spans: Sequence[Span]) -> None:
    """The text of a run with links in it."""
    text, holder = run.text, run.holder
    inside = run.attribute == "text"
    parent = holder if inside else holder.getparent()
    assert parent is not None
    at = 0 if inside else parent.index(holder) + 1
    ends = [*(span.start for span in spans[1:]), len(text)]
    for rank, (span, end) in enumerate(zip(spans, ends, strict=True)):
        link = lxml_html.Element("a", {"class": span.look, "href": span.href})
        if span.more:
            link.set("data-more", " ".join(span.more))
        link.text, link.tail = text[span.start : span.end], text[span.end : end]
        parent.insert(at + rank, link)
    if spans:
        setattr(holder, run.attribute, text[: spans[0].start])
