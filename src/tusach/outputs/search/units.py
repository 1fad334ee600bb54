"""Search units: every Điều of a document, every heading of the rest, cut from a page's finished HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html as lxml_html

from tusach.law.vietnamese import nfc
from tusach.outputs.html import blocks
from tusach.outputs.page import Page

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True)
class Unit:
    """One thing to be found: the `page` it is on, its `heading` and `anchor` ("" for the page's opening), its `body`."""

    page: Page
    heading: str
    anchor: str
    body: str


def units(page: Page) -> Iterator[Unit]:
    """The units of a page in order; headings without text of their own are left out, the opening never is."""
    heading, anchor, text = "", "", [page.lead]
    first = True
    for element in blocks(page.html):
        if element.tag in _HEADINGS and element.get("id"):
            if first or _joined(text):
                yield Unit(page, heading, anchor, _joined(text))
            heading, anchor, text, first = _text(element), element.get("id") or "", [], False
        else:
            text.append(_text(element))
    if first or _joined(text):
        yield Unit(page, heading, anchor, _joined(text))


def _text(element: lxml_html.HtmlElement) -> str:
    return nfc(" ".join(" ".join(element.itertext()).split()))


def _joined(parts: list[str]) -> str:
    return " ".join(part for part in parts if part).strip()
