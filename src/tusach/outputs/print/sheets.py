"""Single sheets of a publication: the poster for the notice board and, for a leaflet, the sheet that is folded twice."""

from __future__ import annotations

import re

from lxml import html as lxml_html

from tusach.law.vietnamese import fold
from tusach.outputs.print.book import Book

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TELLING = re.compile(r"\b(nho|can lam|ghi nho|luu y)\b")


def points(book: Book) -> list[str]:
    """The three points to remember: of the list under a heading that promises them, else of the first list of three or more."""
    best: list[str] = []
    told = False
    for part in book.parts[:1]:
        heading = ""
        root = lxml_html.fragment_fromstring(part.html, create_parent="div")
        for notes in root.cssselect("div.footnote"):
            notes.drop_tree()
        for element in root.iter():
            if element.tag in _HEADINGS:
                heading = fold(element.text_content())
            elif element.tag in ("ul", "ol") and not told and element.get("class") != "quiz__options":
                rows = [" ".join(item.text_content().split()) for item in element.findall("li")]
                if len(rows) >= 3 and (not best or _TELLING.search(heading)):
                    best, told = rows[:3], bool(_TELLING.search(heading))
    return best


def panels(book: Book) -> list[str]:
    """The HTML of the six panels of a leaflet, in the order in which they are read."""
    root = lxml_html.fragment_fromstring(book.parts[0].html, create_parent="div")
    return [lxml_html.tostring(section, encoding="unicode") for section in root.iter("section")]
