"""Pictures, films and sounds that lie on other sites: a page leads to them and never asks another host for anything."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml import html as lxml_html

from tusach.outputs.html import reshaped

_SEEN = {"img": "Hình ảnh", "audio": "Bản ghi âm", "video": "Video"}
# An address with a host; browsers take a backslash for a slash (URL Standard, section 4.4, special schemes).
_FAR = r"\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})"
_IS_FAR = re.compile(_FAR, re.IGNORECASE)
_LOADED = re.compile(rf"\b(?:src|poster)=\"{_FAR}", re.IGNORECASE)


def loading_nothing(html: str) -> str:
    """The HTML, made safe before, with each picture, film and sound of another site as a link to it."""
    return reshaped(html, _point_to_far) if _LOADED.search(html) else html


def seen_at(element: lxml_html.HtmlElement) -> str:
    """The address of what an `img`, `audio` or `video` shows, "" when it names none."""
    inside = element.find("source")
    return element.get("src") or (inside.get("src") if inside is not None else None) or ""


def point_to(element: lxml_html.HtmlElement, address: str, where: str) -> None:
    """Make an `img`, `audio` or `video` a link to `address`, which lies `where`; with "" only its words stay."""
    words = element.get("alt") or element.get("title") or ""
    told = f"{_SEEN[str(element.tag)]} {where}{': ' if words else ''}{words}"
    linked = bool(address) and not any(True for _ in element.iterancestors("a"))
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = ("a" if linked else "span"), told if address else words, tail
    if linked:
        element.set("href", address)


def _point_to_far(root: lxml_html.HtmlElement) -> None:
    for element in list(root.iterdescendants("img", "audio", "video")):
        address = seen_at(element)
        if _IS_FAR.match(address):
            point_to(element, address.strip(), f"ở {_host(address)}")
        elif _IS_FAR.match(element.get("poster") or ""):
            del element.attrib["poster"]
    for source in list(root.iterdescendants("source")):
        if _IS_FAR.match(source.get("src") or ""):
            source.drop_tree()


def _host(address: str) -> str:
    try:
        return urlsplit(address.strip().replace("\\", "/")).hostname or "trang khác"
    except ValueError:
        return "trang khác"
