"""A part of the bookcase: the publications of some topics or kinds, with the law they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from tusach.shelf.bookcase import Bookcase
from tusach.shelf.concordance import Concordance
from tusach.shelf.fields import DocumentFields, OutlineFields
from tusach.shelf.links import linked_path, redirected, settled
from tusach.shelf.mentions import Mentions
from tusach.shelf.publication import Leaf, Publication

# An address that no browser is given: whoever makes content safe leaves only its text.
_NOWHERE = "khong-co-trong-ban-nay:"


@dataclass(frozen=True)
class Selection:
    """Which publications are wanted: those of one of the `topics` (slugs; none: of any) and of one of the `kinds` (keys)."""

    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def __str__(self) -> str:
        """As it travels from one process to another; `selection` reads it."""
        return " ".join([*(f"topic:{slug}" for slug in self.topics), *(f"kind:{key}" for key in self.kinds)])

    def label(self, bookcase: Bookcase) -> str:
        """The selection in words: "chủ đề Đất đai; loại Hỏi đáp"; "" for everything."""
        topics = ", ".join(topic.label for topic in bookcase.topics if topic.slug in self.topics)
        kinds = ", ".join(kind.label for kind in bookcase.kinds if kind.key in self.kinds)
        return "; ".join(words for words in (topics and f"chủ đề {topics}", kinds and f"loại {kinds}") if words)

    def wants(self, bookcase: Bookcase, item: Publication) -> bool:
        """Whether a publication is one of those wanted."""
        topical = not self.topics or any(topic.slug in self.topics for topic in bookcase.topics_of(item))
        return topical and (not self.kinds or item.kind.key in self.kinds)


def selection(text: str) -> Selection:
    """The selection that `str` wrote; what is neither a topic nor a kind is passed over."""
    rows = [word.partition(":") for word in text.split()]
    return Selection(
        tuple(name for what, _, name in rows if what == "topic"),
        tuple(name for what, _, name in rows if what == "kind"),
    )


def narrowed(whole: Concordance, chosen: Selection, site_url: str) -> Concordance:
    """The concordance of the part of a bookcase that is chosen; the whole when the selection names nothing.

    With a publication stay the documents that it cites, and the documents that change any document that stays: a law is
    shown as it reads today, in a part as in the whole. Links to what is left out lead to its page below `site_url`, or
    become plain text when that is "".
    """
    if chosen == Selection():
        return whole
    case = whole.bookcase
    wanted = [item for item in case.publications if chosen.wants(case, item)]
    kept = {item.path: item for item in wanted}
    for item in wanted:
        kept |= {document.path: document for document in _cited(whole, item)}
    waiting = list(kept.values())
    while waiting:
        for change in whole.history.changes(waiting.pop()):
            if change.by is not None and change.by.path not in kept:
                kept[change.by.path] = change.by
                waiting.append(change.by)
    smaller = _smaller(case, kept, site_url)
    resolver = whole.resolver.showing(frozenset(kept))
    # What is in force is told by the whole.
    return Concordance(smaller, whole.today, resolver, Mentions(smaller, resolver), whole.history)


def body_in(bookcase: Bookcase, leaf: Leaf) -> str:
    """The Markdown of a page, its links as files are named, those to pages that only the whole bookcase has led there."""

    def to(target: str) -> str:
        target = settled(target)
        address = bookcase.elsewhere.get(linked_path(leaf.path, target))
        if address is None:
            return target
        fragment = urlsplit(target).fragment
        return f"{address}#{fragment}" if fragment else address

    return redirected(leaf.body, to)


def _cited(whole: Concordance, item: Publication) -> Iterator[Publication]:
    """The documents a publication cites, links to, introduces, and takes its terms from."""
    for mention in whole.mentions.of_text.get(item.path, ()):
        if mention.target and mention.target.document:
            yield mention.target.document
    for leaf in item.leaves:
        for link in leaf.links:
            owner = whole.bookcase.owner.get(linked_path(leaf.path, link.to))
            if owner is not None and isinstance(owner.fields, DocumentFields):
                yield owner
    named = [*item.fields.glossary, *([item.fields.introduces] if isinstance(item.fields, OutlineFields) else [])]
    yield from filter(None, map(whole.bookcase.document, named))


def _smaller(case: Bookcase, kept: Mapping[str, Publication], site_url: str) -> Bookcase:
    smaller = replace(case, publications=tuple(item for item in case.publications if item.path in kept), drafts=())
    return replace(
        smaller,
        assets=smaller.named,
        elsewhere={
            path: f"{site_url.rstrip('/')}/{case.by_path[path].address}/" if site_url else _NOWHERE
            for path in case.by_path.keys() - smaller.by_path.keys()
        },
    )
