"""What is new in the bookcase: a feed of all, of each kind and of each topic, the last fifty changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tusach.outputs.share.atom import Entry, Feed, FeedLink, atom_feed, json_feed
from tusach.outputs.share.portal import Portal, Shared, changed_on
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.fields import QuestionFields
from tusach.shelf.publication import Publication

_MOST = 50
_BOOKS = ("application/pdf", "application/epub+zip")


def feed_files(bookcase: Bookcase, portal: Portal, beside: Mapping[str, Sequence[Shared]]) -> dict[str, bytes]:
    """`feed.xml` and `feed.json` of all, and in the folder of each kind and topic, by their paths.

    Only for a portal that knows its own address: RFC 4287 (4.2.6) asks for identifiers that hold everywhere.
    """
    files: dict[str, bytes] = {}
    for address, title, about, items in _lists(bookcase, portal):
        newest = sorted(items, key=lambda item: item.address)
        newest.sort(key=changed_on, reverse=True)
        entries = tuple(entry_of(item, bookcase, portal, beside[item.address]) for item in newest[:_MOST])
        path = f"{address}/feed" if address else "feed"
        page = (FeedLink(portal.link(address)),)
        feed = Feed(f"{portal.url}{path}.xml", title, entries[0].updated, portal.name, page, entries, about)
        files |= both_forms(feed, path, portal)
    return files


def both_forms(feed: Feed, path: str, portal: Portal) -> dict[str, bytes]:
    """A feed with the one link to its page as `PATH.xml` and `PATH.json`, each of which knows the other."""
    atom = FeedLink(feed.id, "self", "application/atom+xml")
    json = FeedLink(f"{portal.url}{path}.json", "alternate", "application/feed+json")
    linked = replace(feed, links=(*feed.links, atom, json))
    return {f"{path}.xml": atom_feed(linked), f"{path}.json": json_feed(linked)}


def entry_of(item: Publication, bookcase: Bookcase, portal: Portal, beside: Sequence[Shared]) -> Entry:
    """A publication as an entry; its books are enclosures."""
    fields = item.fields
    question = f"{fields.question} {fields.short_answer}" if isinstance(fields, QuestionFields) else ""
    books = (
        FeedLink(f"{portal.url}{file.path}", "enclosure", file.type, file.label, file.sum.bytes)
        for file in beside
        if file.type in _BOOKS
    )
    topics = {topic.slug: topic.label for topic in bookcase.topics_of(item)}
    return Entry(
        id=portal.link(item.address),
        title=item.title,
        updated=changed_on(item),
        links=(FeedLink(portal.link(item.address)), *books),
        summary=question or item.summary,
        published=getattr(fields, "published", None),
        author=getattr(fields, "compiled_by", ""),
        categories={item.kind.address: item.kind.label, **topics},
        rights=fields.license,
        language=fields.language,
    )


def _lists(bookcase: Bookcase, portal: Portal) -> Iterator[tuple[str, str, str, Sequence[Publication]]]:
    """Address, title, hint and publications of every list that has any."""
    if bookcase.publications:
        yield "", portal.name, portal.summary, bookcase.publications
    for kind, _ in bookcase.kinds_with_items():
        yield kind.address, f"{kind.label} - {portal.name}", kind.hint, bookcase.of_kind(kind)
    for topic, _ in bookcase.topics_with_items():
        yield f"chu-de/{topic.slug}", f"{topic.label} - {portal.name}", topic.hint, bookcase.of_topic(topic)
