"""Search units: every Điều of a document as it reads today, each khoản of an over-long one, every section of the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from lxml import html as lxml_html

from tusach.law.quotation import Worded
from tusach.law.vietnamese import nfc
from tusach.outputs.html import blocks, paragraphs
from tusach.outputs.page import Page
from tusach.shelf.consolidation import consolidated
from tusach.shelf.history import Change, spoken

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
# Letters of an Điều above which each of its khoản is found by itself: a reader is led to a screen or two, not to ten.
LONG = 5_000


@dataclass(frozen=True)
class Unit:
    """One thing to be found: the `page` it is on, its `heading` and `anchor` ("" for the page's opening), its paragraphs.

    `article` is the anchor of the Điều to which it belongs, "" outside of documents.
    """

    page: Page
    heading: str
    anchor: str
    text: tuple[str, ...]
    article: str = ""

    @property
    def body(self) -> str:
        """The text without its paragraphs."""
        return " ".join(self.text)


def units(page: Page, changes: Sequence[Change] = (), today: date = date.min) -> Iterator[Unit]:
    """The units of a page in order; headings without text of their own are left out, the opening never is.

    `changes` are those of the document the page shows: its Điều are given as they read on the day `today`.
    """
    own = list(paragraphs(page.html)) if page.kind == "document" else []
    anchors = {_article(one.anchor) for one in own}
    text = consolidated(own, changes, today) if changes else own
    queue = [(article, list(rows)) for article, rows in groupby(text, key=lambda one: _article(one.anchor))]
    for section in _sections(page):
        if section.anchor not in anchors:
            yield section
            continue
        # An added Điều stands in the queue behind its elder sister, before the next of the page's own.
        place = next((rank for rank, (article, _) in enumerate(queue) if article == section.anchor), -1)
        for article, rows in queue[: place + 1]:
            yield from _of_article(page, article, rows, section.heading if article == section.anchor else "")
        queue = queue[place + 1 :]
    for article, rows in queue:
        yield from _of_article(page, article, rows, "")


def _of_article(page: Page, article: str, rows: list[Worded], heading: str) -> Iterator[Unit]:
    """The Điều as one unit, or, when it is over-long, its opening and each of its khoản."""
    if rows[0].anchor == article and rows[0].text.startswith("Điều"):
        heading, rows = rows[0].text, rows[1:]
    heading = heading or spoken(article)
    if sum(len(one.text) for one in rows) <= LONG:
        yield Unit(page, heading, article, tuple(one.text for one in rows), article)
        return
    for anchor, part in groupby(rows, key=lambda one: _clause(one.anchor)):
        yield Unit(page, heading, anchor, tuple(one.text for one in part), article)


def _article(anchor: str) -> str:
    return anchor.partition("-khoan-")[0].partition("-diem-")[0]


def _clause(anchor: str) -> str:
    return anchor.partition("-diem-")[0] if "-khoan-" in anchor else _article(anchor)


def _sections(page: Page) -> Iterator[Unit]:
    heading, anchor, text = "", "", [page.lead]
    first = True
    for element in blocks(page.html):
        if element.tag in _HEADINGS and element.get("id"):
            if first or any(text):
                yield Unit(page, heading, anchor, tuple(part for part in text if part))
            heading, anchor, text, first = _text(element), element.get("id") or "", [], False
        else:
            text.append(_text(element))
    if first or any(text):
        yield Unit(page, heading, anchor, tuple(part for part in text if part))


def _text(element: lxml_html.HtmlElement) -> str:
    return nfc(" ".join(" ".join(element.itertext()).split()))
