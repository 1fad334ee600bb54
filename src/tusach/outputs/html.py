"""Shapes the HTML that Markdown gave: nothing that runs, tables that scroll, sections for leaflets and lectures."""

from __future__ import annotations

from collections.abc import Callable, Iterator

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
    """The HTML after `change` has worked on the one div that holds it."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    change(root)
    inner = str(lxml_html.tostring(root, encoding="unicode"))
    return inner.removeprefix("<div>").removesuffix("</div>")
