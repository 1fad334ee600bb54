"""Shapes the HTML that Markdown gave: nothing that runs, tables that scroll, sections for leaflets and lectures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import nh3
from lxml import html as lxml_html

from tusach.law.quotation import Worded

_TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
        "var",
        "audio",
        "video",
        "source",
    ]
)
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "title", "dir"},
    "a": {"href", "hreflang", "rel"},
    "img": {"src", "alt", "width", "height", "loading"},
    "td": {"colspan", "rowspan", "align", "headers"},
    "th": {"colspan", "rowspan", "align", "headers", "scope"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "details": {"open"},
    "time": {"datetime"},
    "col": {"span"},
    "audio": {"src", "controls"},
    "video": {"src", "controls", "poster", "width", "height"},
    "source": {"src", "type"},
}


def safe(html: str) -> str:
    """The HTML without scripts, event handlers, styles, frames and forms: what editors write cannot run code."""
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        strip_comments=True,
    )


def scrolling_tables(html: str) -> str:
    """Each table in a region that scrolls sideways by itself and can be reached by keyboard."""
    return reshaped(html, _wrap_tables) if "<table" in html else html


def sections(html: str) -> str:
    """Each h2 with what follows it in a `<section class="part">`; what stands before the first h2 stays as it is.

    In a law with Phần above its Chương, each Chương is a section inside that of its Phần.
    """
    return reshaped(html, _wrap_sections) if "<h2" in html else html


def blocks(html: str) -> Iterator[lxml_html.HtmlElement]:
    """The blocks of a finished page in order, sections opened, without the links that headings carry to themselves."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    for link in root.xpath(".//a[contains(@class, 'headerlink')]"):
        link.drop_tree()
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


def paragraphs(html: str) -> Iterator[Worded]:
    """The paragraphs of a document's units, each with the anchor of its smallest unit; what stands outside is left out."""
    here = ""
    for block in blocks(html):
        classes = (block.get("class") or "").split()
        opens = any(name in classes for name in ("dieu", "khoan", "diem"))
        if opens:
            here = block.get("id") or ""
        elif str(block.tag).startswith("h"):
            here = ""
        text = " ".join(block.text_content().split())
        if here and text:
            yield Worded(here, text, opens)


def linked_units(html: str) -> str:
    """The number of each khoản and điểm as a link to itself, so that it can be pointed to and cited."""
    return reshaped(html, _link_units) if 'class="khoan"' in html or 'class="diem"' in html else html


def _link_units(root: lxml_html.HtmlElement) -> None:
    for paragraph in root.iterdescendants("p"):
        anchor = paragraph.get("id")
        if paragraph.get("class") not in ("khoan", "diem") or not anchor:
            continue
        number, blank, rest = (paragraph.text or "").partition(" ")
        if number:
            link = lxml_html.Element("a", {"class": "unit", "href": f"#{anchor}"})
            link.text, link.tail = number, f"{blank}{rest}"
            paragraph.text = None
            paragraph.insert(0, link)


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


def linked(html: str, find: Callable[[str, Place], Sequence[Span]]) -> str:
    """The HTML with the spans that `find` sees in each run of text as links; links, headings and code are left alone."""

    def change(root: lxml_html.HtmlElement) -> None:
        place = Place()
        for element in list(root.iter()):
            if not isinstance(element.tag, str):
                continue
            place = _moved(place, element)
            if element.tag in _RUNNING and not any(up.tag in _CLOSED for up in element.iterancestors()):
                quoted = any(up.tag == "blockquote" for up in element.iterancestors())
                _link_runs(element, partial(_found_at, find, replace(place, quoted=quoted)))

    return reshaped(html, change)


_RUNNING = ("p", "li", "td", "dd", "em", "strong", "b", "i", "mark", "span")
_INLINE = ("em", "strong", "b", "i", "mark", "span")
_CLOSED = ("a", "h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "summary")


def _found_at(find: Callable[[str, Place], Sequence[Span]], place: Place, text: str) -> Sequence[Span]:
    return find(text, place)


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


def _link_runs(element: lxml_html.HtmlElement, find: Callable[[str], Sequence[Span]]) -> None:
    for holder, attribute in [(element, "text"), *((child, "tail") for child in element)]:
        text = getattr(holder, attribute) or ""
        after = _following(element, holder if attribute == "tail" else None) if text.strip() else ""
        # A law's name in italics belongs to the Điều before it: what follows is read too, but linked in its own turn.
        spans = [replace(span, end=min(span.end, len(text))) for span in find(text + after) if span.start < len(text)]
        if not spans:
            continue
        setattr(holder, attribute, text[: spans[0].start])
        ends = [*(span.start for span in spans[1:]), len(text)]
        before = None if attribute == "text" else holder
        for span, end in zip(spans, ends, strict=True):
            link = lxml_html.Element("a", {"class": span.look, "href": span.href})
            if span.more:
                link.set("data-more", " ".join(span.more))
            link.text = text[span.start : span.end]
            rest = text[span.end : end]
            if before is None:
                element.insert(0, link)
            else:
                element.insert(element.index(before) + 1, link)
            link.tail = rest
            before = link


def _following(element: lxml_html.HtmlElement, child: lxml_html.HtmlElement | None) -> str:
    """The text after a run of `element` (its own, or the tail of `child`) in the same block, as far as a name may reach."""
    siblings = list(element) if child is None else list(child.itersiblings())
    text = "".join(f"{one.text_content()}{one.tail or ''}" for one in siblings[:4])
    parent = element.getparent()
    if element.tag in _INLINE and parent is not None:
        text += (element.tail or "") + _following(parent, element)
    return text[:200]


def _wrap_tables(root: lxml_html.HtmlElement) -> None:
    for number, table in enumerate(root.iter("table"), start=1):
        region = lxml_html.Element("div", {"class": "scroll", "tabindex": "0", "role": "region"})
        region.set("aria-label", f"Bảng {number}")
        parent = table.getparent()
        if parent is None:
            continue
        region.tail, table.tail = table.tail, None
        parent.replace(table, region)
        region.append(table)


def _wrap_sections(root: lxml_html.HtmlElement) -> None:
    _wrap(root, "h2", "")
    for section in root.findall("section"):
        if "phan" in (section[0].get("class") or "").split():
            _wrap(section, "h3", "chuong")


def _wrap(root: lxml_html.HtmlElement, tag: str, look: str) -> None:
    section: lxml_html.HtmlElement | None = None
    for element in list(root):
        if element.tag == tag and (not look or look in (element.get("class") or "").split()):
            section = lxml_html.Element("section", {"class": "part"})
            if element.get("id"):
                section.set("aria-labelledby", element.get("id") or "")
            root.replace(element, section)
        if section is not None:
            section.append(element)


def reshaped(html: str, change: Callable[[lxml_html.HtmlElement], None]) -> str:
    """The HTML after `change` has worked on the tree of it."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    change(root)
    inner = str(lxml_html.tostring(root, encoding="unicode"))
    return inner.removeprefix("<div>").removesuffix("</div>")
