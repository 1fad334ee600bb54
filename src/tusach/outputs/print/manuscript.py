"""From the pages of a book to one plain HTML for pandoc: ids, links, notes and boxes that hold in every format."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from html import escape
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html as lxml_html

from tusach.outputs.print.answers import answer_key, answers_last
from tusach.outputs.print.book import Book, Part
from tusach.outputs.print.faces import is_unseen

_DROPPED = ".headerlink, .about, details.versions__old, .footnote-backref, script, style, button, hr"
_UNWRAPPED = "a.unit, a.term, abbr, div.scroll, section, div.versions, div.versions__now"
_SIGNS = "✎✕◷◐‖◫△●"
# How pandoc reads a manuscript; dashes and quotes stay as they were written.
READER = "html+native_divs+native_spans-tex_math_dollars-auto_identifiers-smart"
_IN_LINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "br",
        "code",
        "del",
        "em",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
    ]
)
_HEADING = re.compile(r"h[1-6]")


class PrintError(Exception):
    """What keeps a book from being printed and how to mend it, in Vietnamese; `sought` is what the line at fault holds.

    `detail` is what the tool said, for those who mend the program.
    """

    def __init__(self, text: str, sought: str = "", detail: str = "") -> None:
        super().__init__(text)
        self.sought, self.detail = sought, detail


@dataclass(frozen=True)
class Manuscript:
    """The `html` of a whole book; `images` leads from the names used in it to files of the bookcase."""

    html: str
    images: dict[str, str]


def manuscript(book: Book) -> Manuscript:
    """One HTML of the whole book, its headings from h1 on; raises PrintError when an image cannot be printed."""
    images: dict[str, str] = {}
    bodies = [_Body(book, number, images).cleaned() for number in range(len(book.parts))]
    wanted = {
        link.get("href", "")[1:] for body in bodies for link in body.iter("a") if link.get("href", "").startswith("#")
    }
    seen: set[str] = set()
    for element in (element for body in bodies for element in body.iter()):
        own = element.attrib.pop("id", "") if isinstance(element.tag, str) else ""
        if own in wanted and own not in seen:
            seen.add(own)
            _name(element, own)
    for link in (link for body in bodies for link in body.iter("a")):
        target = link.get("href", "")
        if target.startswith("#") and target[1:] not in seen:
            link.set("href", f"#{target[1:].partition('--')[0]}")
            seen.add(target[1:].partition("--")[0])
    return Manuscript("\n".join(_assembled(book, bodies, seen)), images)


def _name(element: lxml_html.HtmlElement, own: str) -> None:
    """Headings keep their name; in others, pandoc keeps only that of a span."""
    if _HEADING.fullmatch(element.tag):
        element.set("id", own)
        return
    mark = lxml_html.Element("span", {"id": own})
    mark.tail, element.text = element.text, None
    element.insert(0, mark)


def _assembled(book: Book, bodies: list[lxml_html.HtmlElement], seen: set[str]) -> Iterator[str]:
    ending = list(answer_key(bodies, [part.title for part in book.parts]))
    for number, (part, body) in enumerate(zip(book.parts, bodies, strict=True)):
        inner = (body.text or "") + "".join(lxml_html.tostring(child, encoding="unicode") for child in body)
        anchor = f' id="p{number}"' if f"p{number}" in seen else ""
        if part.headed:
            yield f'<div class="chapter"></div><h1{anchor}>{escape(part.title)}</h1>'
        elif anchor:
            yield f"<p><span{anchor}></span></p>"
        yield inner
    yield from (lxml_html.tostring(element, encoding="unicode") for element in ending)


def _line(note: lxml_html.HtmlElement) -> lxml_html.HtmlElement:
    """What a footnote says as one line, with its pictures and links; its paragraphs, lists and tables follow each other."""
    line = deepcopy(note)
    for back in line.cssselect(".footnote-backref"):
        back.drop_tree()
    for block in [one for one in line.iterdescendants() if one.tag not in _IN_LINE]:
        block.tail = f" {block.tail or ''}"
        block.drop_tag()
    words = lxml_html.tostring(line, encoding="unicode", with_tail=False)
    inner = " ".join(words[words.index(">") + 1 : words.rindex("<")].split())
    told: lxml_html.HtmlElement = lxml_html.fragment_fromstring(inner, create_parent="span")
    return told


def _speeches(root: lxml_html.HtmlElement) -> None:
    """The lines of a play, "Name: words", as such; below the cast, how many each part has, for those who share them out."""
    counts: dict[str, int] = {}
    for line in list(root.iter("p")):
        name = line[0].text_content().strip() if len(line) and line[0].tag == "strong" and not line.text else ""
        if name.endswith(":"):
            counts[name[:-1]] = counts.get(name[:-1], 0) + 1
            line.addprevious(box := lxml_html.Element("div", {"class": "speech"}))
            box.append(line)
    cast = next((table for table in root.iter("table")), None)
    if cast is not None:
        parts = {row[0].text_content().strip() for row in cast.iter("tr") if len(row)}
        shares = [f"{name} {count}" for name, count in counts.items() if name in parts]
        if shares:
            cast.addnext(note := lxml_html.Element("p"))
            note.text = f"Số lời thoại: {', '.join(shares)}."


class _Body:
    """Cleans the content of one part."""

    def __init__(self, book: Book, number: int, images: dict[str, str]) -> None:
        self._book, self._number, self._images = book, number, images
        self._part: Part = book.parts[number]
        self._places = {part.address: rank for rank, part in enumerate(book.parts)}

    def cleaned(self) -> lxml_html.HtmlElement:
        """The content in one div."""
        root: lxml_html.HtmlElement = lxml_html.fragment_fromstring(self._part.html, create_parent="div")
        answers_last(root)
        self._notes(root)
        for element in list(root.cssselect(_DROPPED)):
            element.drop_tree()
        for element in list(root.cssselect("div.footnote")):
            element.drop_tree()
        for element in root.iter():
            # The signs before notes on validity are for the screen; the words beside them say the same.
            if isinstance(element.tag, str) and element.text and element.text.lstrip()[:1] in tuple(_SIGNS):
                element.text = element.text.lstrip(" \n" + _SIGNS)
        for element in list(root.cssselect(_UNWRAPPED)):
            element.drop_tag()
        self._boxes(root)
        if self._book.kind == "skit":
            _speeches(root)
        for element in root.iter():
            if element.get("id"):
                element.set("id", f"p{self._number}--{element.get('id')}")
        for link in list(root.iter("a")):
            self._link(link)
        for image in root.iter("img"):
            self._image(image)
        self._levels(root)
        return root

    def _notes(self, root: lxml_html.HtmlElement) -> None:
        """A footnote stands where it is called: pandoc and typst number it and put it at the foot of the page."""
        calls = root.cssselect("sup > a.footnote-ref")
        inner = set(root.cssselect("div.footnote sup > a.footnote-ref"))
        for call in sorted(calls, key=lambda one: one not in inner):
            target = root.xpath("//li[@id=$name]", name=unquote(call.get("href", "")[1:]))
            note = _line(target[0]) if target else lxml_html.Element("span")
            if call in inner:
                # No note of a note stands at the foot of a page.
                note.text, note.tail = f"({note.text or ''}", ")"
                whole = lxml_html.Element("span")
                whole.append(note)
                note = whole
            else:
                note.set("class", "fn")
            sup = call.getparent()
            note.tail = sup.tail
            sup.getparent().replace(sup, note)

    def _boxes(self, root: lxml_html.HtmlElement) -> None:
        """Admonitions and folded notes are open boxes on paper, their titles in bold."""
        for box in list(root.cssselect("div.admonition, details")):
            box.tag = "div"
            box.attrib.pop("open", None)
            box.set("class", "callout")
            title = next(
                (child for child in box if child.tag == "summary" or "admonition-title" in child.get("class", "")), None
            )
            if title is not None:
                strong = lxml_html.Element("strong")
                strong.text = (title.text or "").lstrip()
                strong.extend(list(title))
                title.tag, title.text = "p", None
                title.attrib.clear()
                title.append(strong)

    def _link(self, link: lxml_html.HtmlElement) -> None:
        href = link.get("href")
        link.attrib.pop("data-more", None)
        if not href:
            link.drop_tag()
            return
        parts = urlsplit(urljoin(f"/{self._part.address}/", href))
        if parts.scheme or parts.netloc:
            return
        address = unquote(parts.path).removesuffix("index.html").strip("/")
        if address in self._places:
            number = self._places[address]
            link.set("href", f"#p{number}--{unquote(parts.fragment)}" if parts.fragment else f"#p{number}")
        elif self._book.url:
            home = self._book.url.removesuffix(f"{self._book.address}/")
            link.set("href", home + parts.path.lstrip("/") + (f"#{parts.fragment}" if parts.fragment else ""))
        else:
            link.drop_tag()

    def _image(self, image: lxml_html.HtmlElement) -> None:
        source = unquote(urlsplit(urljoin(f"/{self._part.address}/", image.get("src") or "")).path).strip("/")
        name = source.rsplit("/", 1)[-1]
        if source not in self._book.images:
            raise PrintError(
                f"ảnh `{image.get('src')}` không có trong tủ sách: đặt tệp ảnh cạnh bài, sửa lại đường dẫn", name
            )
        if not (image.get("alt") or "").strip():
            raise PrintError(f"ảnh `{name}` thiếu lời tả cho người không thấy ảnh: viết `![lời tả](tệp ảnh)`", name)
        # Named by where it stands, not by its turn: sheets print parts of a publication, with the images of the whole.
        file = f"image-{hashlib.sha256(source.encode()).hexdigest()[:10]}.{source.rsplit('.', 1)[-1]}"
        self._images[file] = self._book.images[source]
        image.set("src", file)
        for side in ("width", "height"):
            # In dots of the screen.
            image.attrib.pop(side, None)

    def _levels(self, root: lxml_html.HtmlElement) -> None:
        """Each heading one level below the heading it stands under, from h1, or h2 below the title of a chapter.

        So equal ones stay equal, and never a level is left out (PDF/UA-1, 7.4). A picture alone, or what shows nothing, is no
        heading there: bookmarks and contents could not name it.
        """
        above: list[str] = []
        for heading in list(root.iter("h1", "h2", "h3", "h4", "h5", "h6")):
            if all(map(is_unseen, "".join(heading.text_content().split()))):
                heading.tag = "p"
                continue
            while above and above[-1] >= heading.tag:
                above.pop()
            above.append(heading.tag)
            heading.tag = f"h{min(len(above) + self._part.headed, 6)}"
