"""The page of slides: what it shows, and the files it needs, which are published only with lectures."""

from __future__ import annotations

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
    return str(lxml_html.tostring(root, encoding="unicode")).removeprefix("<div>").removesuffix("</div>")


def _script(name: str) -> bytes:
    code: str = rjsmin.jsmin(_text(name))
    return code.encode()


def _text(name: str) -> str:
    return _OWN.joinpath(name).read_text(encoding="utf-8")
