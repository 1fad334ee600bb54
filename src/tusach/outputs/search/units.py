"""Search units: every Điều of a document, every heading of the rest, cut from a page's finished HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html as lxml_html

from tusach.law.vietnamese import nfc
from tusach.outputs.page import Page

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_SILENT = "headerlink"


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
    for element in _blocks(page.html):
        if element.tag in _HEADINGS and element.get("id"):
            if first or _joined(text):
                yield Unit(page, heading, anchor, _joined(text))
            heading, anchor, text, first = _text(element), element.get("id") or "", [], False
        else:
            text.append(_text(element))
    if first or _joined(text):
        yield Unit(page, heading, anchor, _joined(text))


def _blocks(html: str) -> Iterator[lxml_html.HtmlElement]:
    """The top-level blocks, with layout wrappers (sections) opened."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    if root.text and root.text.strip():
        lead = lxml_html.Element("p")
        lead.text = root.text
        yield lead
    yield from _opened(root)


def _opened(parent: lxml_html.HtmlElement) -> Iterator[lxml_html.HtmlElement]:
    for element in parent.iterchildren("*"):
        if element.tag == "section":
            yield from _opened(element)
        else:
            yield element


def _text(element: lxml_html.HtmlElement) -> str:
    for link in element.xpath(f".//a[contains(@class, '{_SILENT}')]"):
        link.text = ""
    return nfc(" ".join(" ".join(element.itertext()).split()))


def _joined(parts: list[str]) -> str:
    return " ".join(part for part in parts if part).strip()
