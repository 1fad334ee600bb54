"""The pages of the site that no file stands for: search, lists, and the old addresses that lead to new ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tusach.shelf.bookcase import Bookcase
from tusach.shelf.kinds import Kind
from tusach.shelf.topics import Topic


@dataclass(frozen=True)
class View:
    """A page made of the bookcase: its `address`, `title`, `template`, and what it lists or leads to."""

    address: str
    title: str
    template: str
    kind: Kind | None = None
    topic: Topic | None = None
    target: str = ""

    @property
    def summary(self) -> str:
        """What a search engine prints below the title."""
        return self.kind.hint if self.kind else self.topic.hint if self.topic else ""


def views(bookcase: Bookcase) -> Iterator[View]:
    """Every view of the bookcase; kinds and topics without publications have none."""
    yield View("tim-kiem", "Tìm kiếm", "search.html")
    yield View("a-z", "Mục lục A–Z", "a-z.html")
    yield View("chu-de", "Chủ đề", "topics.html")
    for kind, _ in bookcase.kinds_with_items():
        yield View(kind.address, kind.label, "kind.html", kind=kind)
    for topic, _ in bookcase.topics_with_items():
        yield View(f"chu-de/{topic.slug}", topic.label, "topic.html", topic=topic)
    for leaf in bookcase.leaves():
        for alias in leaf.fields.aliases:
            yield View(alias, leaf.title, "moved.html", target=leaf.address)
