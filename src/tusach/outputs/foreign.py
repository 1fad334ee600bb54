"""Pages of what was taken in from sister bookcases: their HTML is made safe, loads nothing, and leads to where it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from urllib.parse import urljoin, urlsplit

from lxml import html as lxml_html
from lxml.etree import LxmlError

from tusach.law.vietnamese import slug
from tusach.outputs.elsewhere import point_to, seen_at
from tusach.outputs.html import safe, scrolling_tables
from tusach.outputs.page import Page
from tusach.problem import Problem, Problems
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.kinds import Kind
from tusach.shelf.taken import SharedPart, TakenPublication, TakenSource, taken_path

# The classes that our own shaping gives; any other could dress foreign words up as ours, or lay them over the page.
_LOOKS = {"phan", "chuong", "muc", "dieu", "khoan", "diem", "part", "admonition", "admonition-title"}
# Elements that HTML closes by itself or that have no end, and those that it opens anew in every paragraph until they end.
_LOOSE = {"p", "li", "dd", "dt", "td", "th", "tr", "thead", "tbody", "tfoot", "colgroup", "option"}
_VOID = {"br", "hr", "img", "col", "source", "input", "wbr", "track", "area", "embed", "link", "meta", "base"}
_INLINE = {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
_MOST_TAGS, _DEEPEST, _DEEPEST_INLINE = 300_000, 60, 8
_PIECE = re.compile(r"""[^<]++|<(?P<end>/?)(?P<tag>[A-Za-z][A-Za-z0-9]*)(?:[^<>"']|"[^"<]*"|'[^'<]*')*+>""")


class Guests:
    """What was taken in, as pages know it: its `sources`, its texts, and what of it stands in a list."""

    def __init__(
        self, bookcase: Bookcase | None = None, sources: Iterable[TakenSource] = (), problems: Problems | None = None
    ) -> None:
        """A text that cannot be read as a page is left out and noted as a warning; its title stays."""
        self.sources = tuple(sources)
        self._bookcase = bookcase
        self._every = tuple(one for source in self.sources for one in source.items)
        told = Problems() if problems is None else problems
        self._texts = {one.address: _text_of(one, told) for one in self._every}

    def text(self, one: TakenPublication) -> str:
        """The safe HTML of its text, "" where only the title was taken."""
        return self._texts[one.address]

    def kind(self, one: TakenPublication) -> Kind | None:
        """The kind by which our bookcase knows it, None when it has no such kind."""
        kinds = self._bookcase.kinds if self._bookcase else ()
        return next((kind for kind in kinds if kind.key == one.entry.kind), None)

    def of(self, kind: str = "", topic: str = "") -> tuple[TakenPublication, ...]:
        """Those of one kind (its key), or about one topic (its slug)."""
        return tuple(
            one
            for one in self._every
            if (not kind or one.entry.kind == kind) and (not topic or topic in [row.slug for row in one.entry.topics])
        )

    def to_be_found(self) -> dict[str, Page]:
        """The pages for the search, by address: a document on our own shelf, or taken in already, is not found twice."""
        found: dict[str, Page] = {}
        met: set[str] = set()
        for one in self._every:
            number = slug(one.entry.number) if one.entry.kind == "document" else ""
            own = self._bookcase.document(one.entry.number) if self._bookcase and number else None
            if own is None and number not in met:
                met |= {number} - {""}
                found[one.address] = self._page(one)
        return found

    def _page(self, one: TakenPublication) -> Page:
        opening = one.text.opening if one.text else ()
        return Page(
            address=one.address,
            title=one.entry.title,
            html=self.text(one),
            lead=" ".join(filter(None, [*opening, one.entry.summary, one.entry.number])),
            book=f"Từ {one.source.title}",
            kind=one.entry.kind,
            topics=[topic.slug for topic in one.entry.topics],
        )


def _text_of(one: TakenPublication, problems: Problems) -> str:
    try:
        return _joined(one) if one.text else ""
    except (LxmlError, ValueError, RecursionError):
        path = taken_path(one.source.choice.name, one.entry.address)
        problems.extend([Problem(path, 1, "không đọc được nội dung, chỉ hiện tên", "báo cho nguồn", "warning")])
        return ""


def _joined(one: TakenPublication) -> str:
    assert one.text is not None
    _measure("".join(part.html for part in one.text.parts))
    many = len(one.text.parts) > 1
    parts = []
    for rank, part in enumerate(one.text.parts, 1):
        heading = f'<h2 id="p{rank}">{escape(part.title)}</h2>' if many else ""
        parts.append(heading + _own(part, f"{one.source.choice.home}{part.address}/", f"p{rank}-"))
    return "".join(parts)


def _measure(html: str) -> None:
    """ValueError for HTML that no bookcase writes: broken tags, or so many or so deep that reading it would take hours.

    A parser's work grows with depth times length, and inline elements left open are copied into every paragraph that
    follows (HTML Standard, 13.2.4.3); so ends must fit their beginnings, and what is open at one time is limited.
    """
    opened: list[str] = []
    at = tags = 0
    while at < len(html):
        piece = _PIECE.match(html, at)
        if piece is None:
            raise ValueError("broken tag")
        at = piece.end()
        tag = (piece["tag"] or "").lower()
        tags += bool(tag)
        if not tag or tag in _VOID:
            continue
        if piece["end"]:
            while opened and opened[-1] != tag and opened[-1] in _LOOSE:
                opened.pop()
            if not opened or opened.pop() != tag:
                raise ValueError("end without beginning")
            continue
        if tag in _LOOSE and opened and opened[-1] == tag:
            opened.pop()
        opened.append(tag)
        if tags > _MOST_TAGS or len(opened) > _DEEPEST or sum(one in _INLINE for one in opened) > _DEEPEST_INLINE:
            raise ValueError("too many or too deep")


def _own(part: SharedPart, base: str, prefix: str) -> str:
    """The HTML of a part, safe, with its anchors under `prefix` so that they meet no other's, its links made absolute."""
    root = lxml_html.fragment_fromstring(safe(part.html), create_parent="div")
    for element in list(root.iterdescendants()):
        _dress(element, prefix)
    anchors = {element.get("id") for element in root.iterdescendants() if element.get("id")}
    for element in list(root.iterdescendants("img", "audio", "video")):
        point_to(element, _absolute(seen_at(element), base), "ở nguồn")
    for link in list(root.iterdescendants("a")):
        _lead(link, base, prefix, anchors)
    inner = str(lxml_html.tostring(root, encoding="unicode"))
    return scrolling_tables(inner.removeprefix("<div>").removesuffix("</div>"))


def _dress(element: lxml_html.HtmlElement, prefix: str) -> None:
    looks = (element.attrib.pop("class", None) or "").split()
    if "headerlink" in looks:
        element.drop_tree()
        return
    kept = [look for look in looks if look in _LOOKS]
    if kept:
        element.set("class", " ".join(kept))
    element.attrib.pop("headers", None)
    anchor = element.attrib.pop("id", None)
    if anchor and re.fullmatch(r"[\w:.-]{1,150}", anchor):
        element.set("id", f"{prefix}{anchor}")
    if element.tag == "h1":
        element.tag = "h2"


def _lead(link: lxml_html.HtmlElement, base: str, prefix: str, anchors: set[str | None]) -> None:
    href = (link.get("href") or "").strip()
    inside = f"{prefix}{href[1:]}" if href.startswith("#") else ""
    address = f"#{inside}" if inside in anchors else "" if inside else _absolute(href, base)
    link.attrib.pop("rel", None)
    link.attrib.pop("hreflang", None)
    if not address:
        link.drop_tag()
        return
    link.set("href", address)
    if not inside:
        link.set("rel", "noopener nofollow")


def _absolute(address: str, base: str) -> str:
    """The web address (or mail, telephone) that a link of the source means; "" when it means none."""
    try:
        whole = urljoin(base, address) if address else ""
        parts = urlsplit(whole)
    except ValueError:
        return ""
    return whole if parts.scheme in ("mailto", "tel") or (parts.scheme in ("http", "https") and parts.netloc) else ""
