"""The page of slides: what it shows, and the files it needs, which are published only with lectures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import resources
from urllib.parse import urlsplit

import rcssmin
import rjsmin
from lxml import html as lxml_html

from tusach.outputs.assets import by_content
from tusach.outputs.deck import Slide, slides
from tusach.shelf.checks import SLIDES

# Words longer than any syllable, and the parts they may be broken into.
_LONG, _PARTS, _PLACE = re.compile(r"\S{12,}"), re.compile(r"[^/._@:?&=-]{1,6}[/._@:?&=-]*|[/._@:?&=-]+"), "\u200b"
_OWN = resources.files(__package__)


@dataclass(frozen=True)
class LectureFiles:
    """The files that pages of lectures need, `files` by their paths on the site, and the paths by what they are for."""

    files: Mapping[str, bytes]
    player: str
    show: str
    show_style: str
    frame_style: str


def lecture_files() -> LectureFiles:
    """What follows a recording, what shows slides (reveal.js with what we add), and their style sheets."""
    player = _script("player.js")
    # The library is small already, and its first lines are its licence.
    show = _text("reveal/reveal.js").encode() + b"\n" + _script("slides.js")
    style = rcssmin.cssmin(_text("slides.css")).encode()
    frame = _text("reveal/reveal.css").encode()
    paths = (
        by_content(f"{SLIDES}/xem", player, "js"),
        by_content(f"{SLIDES}/chieu", show, "js"),
        by_content(f"{SLIDES}/chieu", style, "css"),
        by_content(f"{SLIDES}/khung", frame, "css"),
    )
    return LectureFiles(dict(zip(paths, (player, show, style, frame), strict=True)), *paths)


def shown_slides(html: str, plain: bool) -> tuple[Slide, ...]:
    """The slides of a lecture's finished page `html` for the page of slides, which stands one folder below it.

    `plain` says that addresses end in index.html.
    """
    return tuple(replace(one, html=_deeper(one.html, plain), notes=_deeper(one.notes, plain)) for one in slides(html))


def _deeper(html: str, plain: bool) -> str:
    if not html:
        return ""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    for element in root.iter():
        for name in ("href", "src", "poster"):
            value = element.get(name)
            if value and not urlsplit(value).scheme and not value.startswith("/"):
                element.set(name, f"../{'index.html' if plain and value.startswith('#') else ''}{value}")
        element.attrib.pop("id", None)
    for cell in list(root.iter("td", "th")):
        for element in list(cell.iter()):
            _divide(element)
    # The library does not know that this element has no end.
    written = str(lxml_html.tostring(root, encoding="unicode")).replace("</wbr>", "")
    return written.removeprefix("<div>").removesuffix("</div>")


def _divide(element: lxml_html.HtmlElement) -> None:
    """Give long words in a cell places to break at, or they make its table wider than the slide.

    A style sheet cannot: with `overflow-wrap: anywhere` browsers break the short words of narrow columns too.
    """
    first, *rest = _broken(element.text)
    element.text = first
    for at, part in enumerate(rest):
        element.insert(at, place := lxml_html.Element("wbr"))
        place.tail = part
    if element.tag not in ("td", "th"):
        first, *rest = _broken(element.tail)
        element.tail = first
        for part in reversed(rest):
            element.addnext(place := lxml_html.Element("wbr"))
            place.tail = part


def _broken(text: str | None) -> list[str]:
    return _LONG.sub(lambda word: _PLACE.join(_PARTS.findall(word[0])), text or "").split(_PLACE)


def _script(name: str) -> bytes:
    code: str = rjsmin.jsmin(_text(name))
    return code.encode()


def _text(name: str) -> str:
    return _OWN.joinpath(name).read_text(encoding="utf-8")
