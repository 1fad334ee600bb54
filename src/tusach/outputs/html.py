"""Shapes the HTML that Markdown gave: nothing that runs, tables that scroll, sections for leaflets and lectures."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import nh3
from lxml import html as lxml_html

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
    return _reshaped(html, _wrap_tables) if "<table" in html else html


def sections(html: str) -> str:
    """Each h2 with what follows it in a `<section class="part">`; what stands before the first h2 stays as it is."""
    return _reshaped(html, _wrap_sections) if "<h2" in html else html


def linked_units(html: str) -> str:
    """The number of each khoản and điểm as a link to itself, so that it can be pointed to and cited."""
    return _reshaped(html, _link_units) if 'class="khoan"' in html or 'class="diem"' in html else html


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


def explained(html: str, terms: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The HTML with the first use of each term in each part of the page as a link to what explains it.

    `terms` leads from a term to the href of its explanation; its own paragraph is left alone. Returns the terms met, too.
    """
    if not terms:
        return html, ()
    by_fold = {term.lower(): term for term in terms}
    longest_first = sorted(by_fold, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?<!luật )(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
    met: dict[str, None] = {}

    def change(root: lxml_html.HtmlElement) -> None:
        seen: set[str] = set()
        for block in root.iterdescendants("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "td"):
            if str(block.tag).startswith("h"):
                seen.clear()
            else:
                _explain(block, pattern, by_fold, terms, seen)
                met.update(dict.fromkeys(seen))

    return _reshaped(html, change), tuple(met)


def _explain(
    block: lxml_html.HtmlElement,
    pattern: re.Pattern[str],
    names: Mapping[str, str],
    terms: Mapping[str, str],
    seen: set[str],
) -> None:
    """Links terms in the block's own text and after its links; never inside a link or another block."""
    places = [(block, None)] + [(block, child) for child in block if child.tag in ("a", "em", "strong", "sup", "abbr")]
    for parent, child in places:
        text = (parent.text if child is None else child.tail) or ""
        match = next((one for one in pattern.finditer(text) if names[one[0].lower()] not in seen), None)
        if match is None:
            continue
        term = names[match[0].lower()]
        seen.add(term)
        if terms[term] == f"#{block.get('id')}":
            continue
        link = lxml_html.Element("a", {"class": "term", "href": terms[term]})
        link.text, link.tail = match[0], text[match.end() :]
        if child is None:
            parent.text = text[: match.start()]
            parent.insert(0, link)
        else:
            child.tail = text[: match.start()]
            child.addnext(link)
            # lxml moves the tail of `child` behind an element added next to it.
            link.tail = text[match.end() :]


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
    section: lxml_html.HtmlElement | None = None
    for element in list(root):
        if element.tag == "h2":
            section = lxml_html.Element("section", {"class": "part"})
            if element.get("id"):
                section.set("aria-labelledby", element.get("id") or "")
            root.replace(element, section)
        if section is not None:
            section.append(element)


def _reshaped(html: str, change: Callable[[lxml_html.HtmlElement], None]) -> str:
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    change(root)
    inner = str(lxml_html.tostring(root, encoding="unicode"))
    return inner.removeprefix("<div>").removesuffix("</div>")
