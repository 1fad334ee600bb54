"""What a list of hits is filtered, sorted and labelled by: pages, kinds, topics, days and states of validity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from tusach.law.validity import Status
from tusach.outputs.search.units import Unit
from tusach.shelf.concordance import Concordance
from tusach.shelf.history import covers
from tusach.shelf.publication import Publication

_STATUSES = list(Status)
# Of an Điều that nothing is known of, more is known by the state of its law.
_UNKNOWN = _STATUSES.index(Status.UNKNOWN)
# A reader who asks for the law of today is not shown these.
_NOT_TODAY = (Status.NOT_YET, Status.REPEALED, Status.SUSPENDED, Status.UNFIT)


def facets(concordance: Concordance, found: Sequence[Unit], paths: Mapping[str, str]) -> dict[str, Any]:
    """The part of the manifest that describes the units.

    `pages` holds, in the order of the units (the texts' name is added later): address, title, book, kind, topics, number, day, number of units, state. A state
    is a place in `statuses` ([key, label, mark, in force today]), or, when it is known to change, [[first day, place] …]; -1
    for what is no document. `units` whose own state differs stand in `states`. `split` holds, for each over-long Điều, its
    first unit and how many it has. `labels` name kinds and topics.
    """
    pages: list[list[Any]] = []
    states: dict[int, Any] = {}
    split: list[int] = []
    first = 0
    for address, group in groupby(found, key=lambda unit: unit.page.address):
        own = list(group)
        page, item = own[0].page, concordance.bookcase.owner.get(paths[address])
        is_document = item is not None and page.kind == "document"
        state = _state(concordance, item) if item and is_document else -1
        day = item.day.isoformat() if item and item.day else ""
        row = [address, page.title, page.book, page.kind, list(page.topics), page.number, day, len(own), state]
        pages.append(row)
        if item and is_document:
            for rank, one in enumerate(own):
                if one.article and (differs := _state(concordance, item, one.article)) not in (state, _UNKNOWN):
                    states[first + rank] = differs
        for article, part in groupby(enumerate(own), key=lambda pair: pair[1].article):
            ranks = [rank for rank, _ in part]
            if article and len(ranks) > 1:
                split += [first + ranks[0], len(ranks)]
        first += len(own)
    labels = {
        "kinds": {kind.key: kind.label for kind, _ in concordance.bookcase.kinds_with_items()},
        "topics": {topic.slug: topic.label for topic, _ in concordance.bookcase.topics_with_items()},
    }
    statuses = [[one.key, one.label, one.mark, int(one not in _NOT_TODAY)] for one in _STATUSES]
    return {"pages": pages, "states": states, "split": split, "labels": labels, "statuses": statuses}


def _state(concordance: Concordance, item: Publication, article: str = "") -> Any:
    if article and not any(
        covers(one.anchor, article) or covers(article, one.anchor) for one in concordance.history.changes(item)
    ):
        article = ""
    line = [(day, _STATUSES.index(state.status)) for day, state in concordance.history.timeline(item, article)]
    return (
        line[0][1]
        if len(line) == 1
        else [["" if not rank else day.isoformat(), place] for rank, (day, place) in enumerate(line)]
    )
