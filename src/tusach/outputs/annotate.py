"""Puts the notes of a document's provisions into its finished HTML: the text in force first, other wordings beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import html as lxml_html

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LEVELS = {"dieu": 1, "khoan": 2, "diem": 3}


@dataclass(frozen=True)
class Note:
    """HTML about one provision: `first` at its head, `last` at its end, `others` wordings besides the page's own text.

    `own` labels the page's own text when there are other wordings; `replaced` says that one of them is in force by now:
    then it comes first and takes the anchors. `gone` marks a unit that was repealed.
    """

    first: str = ""
    last: str = ""
    own: str = ""
    others: str = ""
    replaced: bool = False
    gone: bool = False


def annotated(html: str, notes: Mapping[str, Note]) -> str:
    """The HTML with the notes at the provisions whose anchors name them; notes of anchors it lacks are left out."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    found = [element for element in root.iter() if isinstance(element.tag, str) and element.get("id") in notes]
    # From the smallest unit to the largest, so that the notes of a khoản stand inside those of its Điều.
    for element in sorted(found, key=lambda one: -_level(one)):
        _annotate(element, notes[element.get("id") or ""])
    inner = str(lxml_html.tostring(root, encoding="unicode"))
    return inner.removeprefix("<div>").removesuffix("</div>")


def _annotate(element: lxml_html.HtmlElement, note: Note) -> None:
    body = list(_extent(element))
    is_heading = element.tag in _HEADINGS
    text = body if is_heading else [element, *body]
    if note.gone:
        for part in (element, *body):
            part.set("class", f"{part.get('class') or ''} gone".strip())
    if note.last:
        (text[-1] if text else element).addnext(lxml_html.fragment_fromstring(note.last))
    place = element
    if note.others and text:
        place = _with_others(text, note, is_heading)
    if note.first:
        first = lxml_html.fragment_fromstring(note.first)
        if is_heading:
            element.addnext(first)
        else:
            place.addprevious(first)


def _with_others(text: list[lxml_html.HtmlElement], note: Note, is_heading: bool) -> lxml_html.HtmlElement:
    """The unit's text and its other wordings in one group; returns the group."""
    group = lxml_html.Element("div", {"class": "versions"})
    text[0].addprevious(group)
    own = lxml_html.Element(
        "details" if note.replaced else "div", {"class": "versions__old" if note.replaced else "versions__now"}
    )
    label = lxml_html.Element("summary" if note.replaced else "p", {"class": "versions__label"})
    label.text = note.own
    own.append(label)
    for element in text:
        own.append(element)
        if note.replaced:
            for inner in element.iter():
                inner.attrib.pop("id", None)
                # A link to a unit that now stands elsewhere would be a second one of that name.
                if inner.tag == "a" and "unit" in (inner.get("class") or "").split():
                    inner.tag = "span"
                    inner.attrib.pop("href", None)
    others = lxml_html.fragments_fromstring(note.others)
    for other in others:
        group.append(other)
    if note.replaced:
        group.insert(1, own)
    else:
        group.insert(0, own)
    level = "" if is_heading else text[0].get("class", "").split()[0]
    group.set("data-level", level)
    return group


def _extent(element: lxml_html.HtmlElement) -> Iterator[lxml_html.HtmlElement]:
    """The elements after a unit's own that belong to it."""
    level = _level(element)
    for following in element.itersiblings():
        if _level(following) <= level or "part" in (following.get("class") or "").split():
            return
        yield following


def _level(element: lxml_html.HtmlElement) -> int:
    """0 for a heading above Điều, 1 to 3 for Điều, khoản, điểm, 9 for what belongs to the unit before it."""
    if not isinstance(element.tag, str):
        return 9
    classes = (element.get("class") or "").split()
    if "versions" in classes:
        return _LEVELS.get(element.get("data-level") or "", 9)
    for name, level in _LEVELS.items():
        if name in classes:
            return level
    return 0 if element.tag in _HEADINGS else 9
