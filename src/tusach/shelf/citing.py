"""Which provision on the shelf a citation means, by its number, its name, or the document it stands in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tusach.law.citation import Citation, Reference
from tusach.law.number import number_key
from tusach.law.vietnamese import fold
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.fields import DocumentFields, OutlineFields
from tusach.shelf.links import document_anchors
from tusach.shelf.publication import Publication


@dataclass(frozen=True)
class Target:
    """A document of the shelf and the `anchor` in it: of the very provision, or of the nearest one that is there."""

    document: Publication
    anchor: str
    exact: bool


class Resolver:
    """Resolves citations against one bookcase."""

    def __init__(self, bookcase: Bookcase) -> None:
        self._bookcase = bookcase
        self._anchors: dict[str, frozenset[str]] = {}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names under which the shelf's documents are cited without a number."""
        return tuple(_bare_name(item) for item in self._bookcase.documents.values())

    @cached_property
    def _by_name(self) -> Mapping[str, list[Publication]]:
        table: dict[str, list[Publication]] = defaultdict(list)
        for item in self._bookcase.documents.values():
            table[fold(_bare_name(item))].append(item)
        return table

    def resolve(
        self, citation: Citation, home: Publication | None, article: str = "", clause: str = ""
    ) -> Target | None:
        """Where the citation leads; None when no document of the shelf is surely meant.

        `home` is the publication it stands in, `article` and `clause` the unit there, for "Luật này", "Điều này". A bare
        "Điều 5" means the document it stands in, or the law that an outline introduces; never in a law that amends another.
        """
        document = self._document(citation, home)
        if document is None:
            return None
        first = citation.references[0]
        number = article if first.article == "này" else first.article
        small = clause if first.clause == "này" else first.clause
        if not number or (first.clause == "này" and not small):
            return None
        return self._target(document, Reference(number, small, first.point))

    def _document(self, citation: Citation, home: Publication | None) -> Publication | None:
        instrument = citation.instrument
        own = home if home is not None and isinstance(home.fields, DocumentFields) else None
        if instrument is None:
            bare = citation.references[0].article != "này"
            if bare and home is not None and isinstance(home.fields, OutlineFields):
                return self._bookcase.document(home.fields.introduces)
            return None if own is None or (bare and _amends(own)) else own
        if instrument.this:
            return own
        if instrument.number:
            return self._bookcase.documents.get(number_key(instrument.number))
        return self._named(instrument.name, instrument.year, home)

    def _named(self, name: str, year: str, home: Publication | None) -> Publication | None:
        """The document of that name in force on the day the citing text was checked; two laws may share a name."""
        day = getattr(home.fields, "law_as_of", None) if home else None
        rows = [
            (item, item.fields) for item in self._by_name.get(fold(name), []) if isinstance(item.fields, DocumentFields)
        ]
        if year:
            rows = [(item, fields) for item, fields in rows if str(fields.issued.year) == year]
        rows = [(item, fields) for item, fields in rows if (fields.effective or fields.issued) <= (day or date.max)]
        return max(rows, key=lambda row: row[1].effective or row[1].issued)[0] if rows else None

    def _target(self, document: Publication, wanted: Reference) -> Target:
        if document.path not in self._anchors:
            self._anchors[document.path] = document_anchors(document.body)
        there = self._anchors[document.path]
        steps = (wanted, Reference(wanted.article, wanted.clause), Reference(wanted.article))
        found = next((step.anchor for step in steps if step.anchor in there), "")
        return Target(document, found, found == wanted.anchor)


def _bare_name(item: Publication) -> str:
    return re.split(r"\s+số\s+\d", item.title)[0]


def _amends(item: Publication) -> bool:
    return "sua doi" in fold(item.title)
