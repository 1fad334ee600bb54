"""The books of the bookcase for reading programs: OPDS 1.2 (https://specs.opds.io/opds-1.2) and 2.0 (https://drafts.opds.io/opds-2.0)."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tusach.outputs.share.atom import Feed, FeedLink, atom_feed, moment_of
from tusach.outputs.share.feeds import entry_of
from tusach.outputs.share.portal import Portal, Shared, as_json, changed_on
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.publication import Publication

_CATALOG = "application/atom+xml;profile=opds-catalog;kind=acquisition"
_OPEN = "http://opds-spec.org/acquisition/open-access"
_COVER = "http://opds-spec.org/image"
_BOOKS = ("application/epub+zip", "application/pdf")


def opds_files(bookcase: Bookcase, portal: Portal, beside: Mapping[str, Sequence[Shared]]) -> dict[str, bytes]:
    """`opds.xml` and `opds.json`, the books of every publication that has any; {} when nothing was printed.

    A bookcase is small enough for one list each: OPDS asks for pages and navigation only where a list grows long.
    """
    rows = [
        (item, books)
        for item in bookcase.newest
        if (books := sorted(_books(beside[item.address]), key=lambda file: _BOOKS.index(file.type)))
    ]
    if not rows:
        return {}
    return {"opds.xml": _opds_1(rows, bookcase, portal), "opds.json": _opds_2(rows, bookcase, portal)}


def _books(files: Sequence[Shared]) -> list[Shared]:
    return [file for file in files if file.type in _BOOKS]


def _opds_1(rows: list[tuple[Publication, list[Shared]]], bookcase: Bookcase, portal: Portal) -> bytes:
    entries = []
    for item, books in rows:
        entry = entry_of(item, bookcase, portal, ())
        taken = tuple(
            FeedLink(f"{portal.url}{file.path}", _OPEN, file.type, file.label, file.sum.bytes) for file in books
        )
        cover = tuple(FeedLink(href, _COVER, kind) for href, kind in _cover(item, bookcase, portal))
        entries.append(replace(entry, links=(*entry.links, *taken, *cover)))
    address = f"{portal.url}opds.xml"
    links = (
        FeedLink(address, "self", _CATALOG),
        FeedLink(address, "start", _CATALOG),
        FeedLink(f"{portal.url}opds.json", "alternate", "application/opds+json"),
    )
    updated = max(entry.updated for entry in entries)
    return atom_feed(Feed(address, portal.name, updated, portal.name, links, tuple(entries), portal.summary))


def _opds_2(rows: list[tuple[Publication, list[Shared]]], bookcase: Bookcase, portal: Portal) -> bytes:
    updated = max(changed_on(item) for item, _ in rows)
    top = {
        "metadata": {"title": portal.name, "modified": moment_of(updated), "numberOfItems": len(rows)},
        "links": [
            {"rel": "self", "href": f"{portal.url}opds.json", "type": "application/opds+json"},
            {"rel": "alternate", "href": f"{portal.url}opds.xml", "type": _CATALOG},
        ],
        "publications": [_publication(item, books, bookcase, portal) for item, books in rows],
    }
    return as_json(top)


def _publication(item: Publication, books: list[Shared], bookcase: Bookcase, portal: Portal) -> dict[str, Any]:
    fields: Any = item.fields
    metadata = {
        "@type": "http://schema.org/Book",
        "identifier": portal.link(item.address),
        "title": item.title,
        "author": fields.compiled_by,
        "description": item.summary,
        "language": fields.language,
        "modified": moment_of(changed_on(item)),
        "published": fields.published.isoformat() if fields.published else "",
        "subject": [{"name": topic.label, "code": topic.slug} for topic in bookcase.topics_of(item)],
    }
    taken = [
        {
            "rel": _OPEN,
            "href": f"{portal.url}{file.path}",
            "type": file.type,
            "title": file.label,
            "size": file.sum.bytes,
        }
        for file in books
    ]
    page = {"rel": "alternate", "href": portal.link(item.address), "type": "text/html"}
    found = {
        "metadata": {name: value for name, value in metadata.items() if value},
        "links": [*taken, page],
        "images": [{"href": href, "type": kind} for href, kind in _cover(item, bookcase, portal)],
    }
    return {name: value for name, value in found.items() if value}


def _cover(item: Publication, bookcase: Bookcase, portal: Portal) -> list[tuple[str, str]]:
    """The address and the type of the cover picture that an editor put beside the text, when there is one."""
    if not item.fields.cover:
        return []
    path = bookcase.asset_url(item, item.fields.cover)
    return [(f"{portal.url}{path}", mimetypes.guess_type(path)[0] or "image/png")]
