"""The lines of a page as they can be read aloud: a table row by row, each item of a list for itself, no notes and nothing struck."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from lxml import html as lxml_html

from tusach.outputs.html import blocks

_HOLDERS = ("div", "blockquote", "details", "figure", "section", "article", "aside", "dl", "ul", "ol", "li", "dd")
_BLOCKS = ("p", "table", "dt", "summary", "figcaption", "pre", "hr", "h1", "h2", "h3", "h4", "h5", "h6", *_HOLDERS)
_SILENT = (
    ".//del | .//s | .//strike | .//script | .//style | .//sup[a[contains(@class, 'footnote-ref')]]"
    " | .//div[contains(concat(' ', @class, ' '), ' footnote ')]"
)


@dataclass(frozen=True)
class PageLine:
    """One line of a page; `level` is that of a heading, 0 for all else."""

    text: str
    level: int = 0


def page_lines(html: str) -> Iterator[PageLine]:
    """What a page says, line by line, without what is only for the eye."""
    for block in list(blocks(html)):
        # Under a parent of its own, so that the block itself can be left out.
        root = lxml_html.Element("div")
        root.append(block)
        _say_signs(root)
        for line in _lines(root):
            if line.text:
                yield line


def _say_signs(root: lxml_html.HtmlElement) -> None:
    for element in root.xpath(_SILENT):
        element.drop_tree()
    for line_break in root.iter("br"):
        line_break.tail = f" {line_break.tail or ''}"
    for raised in root.iter("sup"):
        before, power = _text_before(raised), raised.text_content().strip()
        if re.search(r"(?<![^\W\d])[kc]?m\s*$", before) and power in ("2", "3"):
            raised.text = {"2": "²", "3": "³"}[power]
        elif before[-1:].isdecimal() and power.isdecimal():
            raised.text = f" mũ {power}"


def _text_before(element: lxml_html.HtmlElement) -> str:
    previous = element.getprevious()
    return (element.getparent().text if previous is None else previous.tail) or ""


def _lines(parent: lxml_html.HtmlElement) -> Iterator[PageLine]:
    """A parent's words and blocks in order, each block opened as far as it holds others; the paragraphs of an item are one line."""
    words = parent.text or ""
    for element in parent.iterchildren():
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCKS and not (parent.tag == "li" and tag == "p"):
            yield PageLine(_plain(words))
            yield from _opened(element)
            words = element.tail or ""
        else:
            words += (f" {element.text_content()} " if tag == "p" else element.text_content()) if tag else ""
            words += element.tail or ""
    yield PageLine(_plain(words))


def _opened(element: lxml_html.HtmlElement) -> Iterator[PageLine]:
    if element.tag == "table":
        yield from map(PageLine, _rows(element))
    elif element.tag in _HOLDERS:
        yield from _lines(element)
    else:
        level = int(element.tag[1]) if re.fullmatch("h[1-6]", element.tag) else 0
        yield PageLine(_plain(element.text_content()), level)


def _plain(text: str) -> str:
    return " ".join(text.replace("~~", "").split())


def _rows(table: lxml_html.HtmlElement) -> Iterator[str]:
    heads: list[str] = []
    yield from (_plain(caption.text_content()) for caption in table.iterchildren("caption"))
    for row in table.iter("tr"):
        cells = list(row.iterchildren("th", "td"))
        words = [_plain(cell.text_content()) for cell in cells]
        if all(cell.tag == "th" for cell in cells):
            spans = [int(span) if (span := cell.get("colspan", "1")).isdecimal() else 1 for cell in cells]
            heads = [head for head, span in zip(words, spans, strict=True) for _ in range(min(span, 99))]
            continue
        said = [f"{head}: {word}" if head else word for head, word in zip_longest(heads, words, fillvalue="") if word]
        yield " ".join(one if one.endswith((".", "!", "?")) else f"{one}." for one in said)
