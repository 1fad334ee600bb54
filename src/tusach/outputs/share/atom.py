"""A feed written as Atom 1.0 (RFC 4287) and as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import etree

from tusach.outputs.share.portal import as_json

ATOM = "http://www.w3.org/2005/Atom"
# XML 1.0, 2.2: what an editor's text may hold and a feed may not.
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class FeedLink:
    """One `atom:link` (RFC 4287, 4.2.7); `length` in bytes, 0 when it is not known."""

    href: str
    rel: str = "alternate"
    type: str = "text/html"
    title: str = ""
    length: int = 0


@dataclass(frozen=True)
class Entry:
    """One entry: `id` for ever, its first link leads to the page; `html` is content that only we wrote.

    `author` may be "" (then it is the feed's), `categories` lead from term to label; `own` are further facts for the JSON.
    """

    id: str
    title: str
    updated: date
    links: tuple[FeedLink, ...]
    summary: str = ""
    html: str = ""
    published: date | None = None
    author: str = ""
    categories: Mapping[str, str] | None = None
    rights: str = ""
    language: str = "vi"
    own: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Feed:
    """One feed: its `id` for ever; its `links` to itself and to the page it tells of; `author` stands for entries without one."""

    id: str
    title: str
    updated: date
    author: str
    links: tuple[FeedLink, ...]
    entries: tuple[Entry, ...]
    subtitle: str = ""


def moment_of(day: date) -> str:
    """A day as the instant it begins in Vietnam, in the form of RFC 3339."""
    return f"{day.isoformat()}T00:00:00+07:00"


def atom_feed(feed: Feed) -> bytes:
    """The feed as Atom; everything RFC 4287 requires is there whatever the feed holds."""
    root = etree.fromstring(f'<feed xmlns="{ATOM}" xml:lang="vi"/>')
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "updated", moment_of(feed.updated))
    _add(_add(root, "author"), "name", feed.author)
    if feed.subtitle:
        _add(root, "subtitle", feed.subtitle)
    _links(root, feed.links)
    for entry in feed.entries:
        _entry(root, entry)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _entry(root: etree._Element, entry: Entry) -> None:
    row = _add(root, "entry")
    if entry.language != "vi":
        row.set("{http://www.w3.org/XML/1998/namespace}lang", entry.language)
    _add(row, "id", entry.id)
    _add(row, "title", entry.title)
    _add(row, "updated", moment_of(entry.updated))
    if entry.published:
        _add(row, "published", moment_of(entry.published))
    if entry.author:
        _add(_add(row, "author"), "name", entry.author)
    _links(row, entry.links)
    for term, label in (entry.categories or {}).items():
        _add(row, "category", term=term, label=label)
    if entry.summary:
        _add(row, "summary", entry.summary)
    if entry.html:
        _add(row, "content", entry.html, type="html")
    if entry.rights:
        _add(row, "rights", entry.rights)


def _links(parent: etree._Element, links: tuple[FeedLink, ...]) -> None:
    for link in links:
        given = {"rel": link.rel, "type": link.type, "href": link.href, "title": _clean(link.title)}
        given["length"] = str(link.length) if link.length else ""
        _add(parent, "link", **{name: value for name, value in given.items() if value})


def _add(parent: etree._Element, tag: str, text: str = "", /, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{ATOM}}}{tag}", {name: _clean(value) for name, value in attributes.items()})
    element.text = _clean(text) or None
    return element


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)


def json_feed(feed: Feed) -> bytes:
    """The same feed as JSON; an item always has a content, as version 1.1 requires."""
    links = {link.rel if link.type == "text/html" else link.type: link.href for link in feed.links}
    top = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": links.get("alternate"),
        "feed_url": links.get("application/feed+json"),
        "description": feed.subtitle,
        "language": "vi",
        "authors": [{"name": feed.author}],
    }
    return as_json({**{name: value for name, value in top.items() if value}, "items": [*map(_item, feed.entries)]})


def _item(entry: Entry) -> dict[str, Any]:
    attached = [
        {"url": link.href, "mime_type": link.type, "title": link.title, "size_in_bytes": link.length}
        for link in entry.links
        if link.rel == "enclosure"
    ]
    item = {
        "id": entry.id,
        "url": entry.links[0].href,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "content_text": "" if entry.html else entry.summary or entry.title,
        "date_published": moment_of(entry.published) if entry.published else "",
        "date_modified": moment_of(entry.updated),
        "authors": [{"name": entry.author}] if entry.author else [],
        "tags": list((entry.categories or {}).values()),
        "language": entry.language,
        "attachments": attached,
        **(entry.own or {}),
    }
    return {name: value for name, value in item.items() if value}
