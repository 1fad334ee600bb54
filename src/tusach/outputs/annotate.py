"""Notes in a document's finished HTML: what changed a provision, its new wording beside the old, who explains and cites it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import html as lxml_html

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LEVELS = {"dieu": 1, "khoan": 2, "diem": 3}


@dataclass(frozen=True)
class Note:
    """HTML about one provision: `first` stands at its head, `beside` its text in a second column, `last` at its end.

    `day` (ISO, "" when not told) is the first day of the wording `beside`; `old` labels the text that it replaces.
    """

    first: str = ""
    beside: str = ""
    last: str = ""
    old: str = ""
    day: str = ""
    applies: bool = False


def annotated(html: str, notes: Mapping[str, Note]) -> str:
    """The HTML with the notes at the provisions whose anchors name them; notes of anchors it lacks are left out."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    found = [element for element in root.iter() if isinstance(element.tag, str) and element.get("id") in notes]
    # From the smallest unit to the largest, so that the columns of a khoản stand inside those of its Điều.
    for element in sorted(found, key=lambda one: -_level(one)):
        _annotate(element, notes[element.get("id") or ""])
    inner = str(lxml_html.tostring(root, encoding="unicode"))
    return inner.removeprefix("<div>").removesuffix("</div>")


def _annotate(element: lxml_html.HtmlElement, note: Note) -> None:
    body = list(_extent(element))
    is_heading = element.tag in _HEADINGS
    text = body if is_heading else [element, *body]
    end = text[-1] if text else element
    if note.last:
        last = lxml_html.fragment_fromstring(note.last)
        end.addnext(last)
    if note.beside and text:
        _in_columns(text, note)
    if note.first:
        place = element if is_heading else _outermost(text[0])
        first = lxml_html.fragment_fromstring(note.first)
        if is_heading:
            place.addnext(first)
        else:
            place.addprevious(first)


def _in_columns(text: list[lxml_html.HtmlElement], note: Note) -> None:
    columns = lxml_html.Element("div", {"class": "versions versions--on" if note.applies else "versions"})
    if note.day:
        columns.set("data-on-from", note.day)
    old = lxml_html.Element("div", {"class": "versions__old"})
    label = lxml_html.Element("p", {"class": "versions__label"})
    label.text = note.old
    old.append(label)
    text[0].addprevious(columns)
    for element in text:
        old.append(element)
    columns.append(old)
    columns.append(lxml_html.fragment_fromstring(note.beside))


def _outermost(element: lxml_html.HtmlElement) -> lxml_html.HtmlElement:
    """The columns the element was just put into, else the element."""
    above = element.getparent()
    if above is not None and "versions__old" in (above.get("class") or ""):
        return above.getparent()
    return element


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
        units = [_level(inner) for inner in element.iter("p") if inner.get("id")]
        return units[0] if units else 9
    for name, level in _LEVELS.items():
        if name in classes:
            return level
    return 0 if element.tag in _HEADINGS else 9
