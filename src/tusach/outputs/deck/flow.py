"""A block of a page as a line of signs: how it reads, and the piece of it between two places with its markup kept."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from lxml import html as lxml_html

# A picture is one sign of the flow; no editor can write it.
PICTURE = "\ufffc"
_SIGNS = {"img": PICTURE, "video": PICTURE, "audio": PICTURE, "br": "\n"}
_BLOCK = re.compile(r"p|[uod]l|d[td]|table|pre|blockquote|div|details|summary|fig(?:ure|caption)|section|h[r1-6]")


def flow(element: lxml_html.HtmlElement) -> str:
    """The text of an element; a picture is one sign, a broken line a newline."""
    if element.tag in _SIGNS:
        return _SIGNS[element.tag]
    inner = "".join(_text(child) + (child.tail or "") for child in element)
    return (element.text or "") + inner


def piece(element: lxml_html.HtmlElement, start: int, end: int) -> lxml_html.HtmlElement:
    """A copy of an element with what its flow holds from `start` to before `end`, in the markup round it."""
    found = lxml_html.Element(element.tag, dict(element.attrib))
    text = element.text or ""
    found.text = text[max(start, 0) : max(end, 0)]
    at = len(text)
    last = None
    for child in element:
        length, tail = len(_text(child)), child.tail or ""
        if start < at + length and at < end:
            last = piece(child, start - at, end - at)
            found.append(last)
        at += length
        kept = tail[max(start - at, 0) : max(end - at, 0)]
        at += len(tail)
        if last is None:
            found.text += kept
        else:
            last.tail = (last.tail or "") + kept
    return found


def inside(element: lxml_html.HtmlElement) -> Iterator[lxml_html.HtmlElement]:
    """Copies of the blocks in an element; text that stands among them is a paragraph."""
    whole = flow(element)
    start, at = 0, len(element.text or "")
    for child in element:
        length = len(_text(child))
        if isinstance(child.tag, str) and _BLOCK.fullmatch(child.tag):
            yield from _paragraph(element, start, at, whole)
            block = copy.deepcopy(child)
            block.tail = None
            yield block
            start = at + length
        at += length + len(child.tail or "")
    yield from _paragraph(element, start, at, whole)


def _paragraph(element: lxml_html.HtmlElement, start: int, end: int, whole: str) -> Iterator[lxml_html.HtmlElement]:
    if whole[start:end].strip():
        found = piece(element, start, end)
        found.tag = "p"
        found.attrib.clear()
        yield found


def _text(child: lxml_html.HtmlElement) -> str:
    return flow(child) if isinstance(child.tag, str) else ""
