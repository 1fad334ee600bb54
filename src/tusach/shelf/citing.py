"""Which provision a citation means, by its number, its name on the day of the text, or the document it stands in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from tusach.law.amendment import Amendment, amendments
from tusach.law.citation import Citation, Reference
from tusach.law.instruction import Action
from tusach.law.instrument import Instrument, is_only_a_type, numbered_names
from tusach.law.issuer import place_of
from tusach.law.number import number_key
from tusach.law.quotation import anchored
from tusach.law.vietnamese import fold, slug
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.fields import NO_NUMBER, DocumentFields, OutlineFields
from tusach.shelf.links import document_anchors
from tusach.shelf.names import NamedLaw, Names, listed_laws
from tusach.shelf.publication import Publication


@dataclass(frozen=True)
class Target:
    """Where a citation leads: a `document` of the shelf and the `anchor` in it, of the very provision or the nearest.

    `more` are the anchors of further units that the same words cite and the document has. Without a `document` only its
    `number` is known: it is not on the shelf.
    """

    number: str
    document: Publication | None = None
    anchor: str = ""
    exact: bool = False
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spot:
    """Where in a document a citation stands: its Điều and khoản as in anchors, and the anchor of its own unit.

    `quoted` words are those of another text: "Luật này" in the new wording of an amended Điều is the amended law.
    """

    article: str = ""
    clause: str = ""
    unit: str = ""
    quoted: bool = False


NOWHERE = Spot()
_SHORT = re.compile(r"\d{1,5}/\d{4}")


class Resolver:
    """Resolves citations against one bookcase."""

    def __init__(self, bookcase: Bookcase, names: Sequence[NamedLaw] = ()) -> None:
        self._bookcase = bookcase
        self._known = names
        self._shown: frozenset[str] | None = None
        self._anchors: dict[str, frozenset[str]] = {}
        self._own: dict[str, frozenset[str]] = {}
        self._told: dict[str, Mapping[str, str]] = {}
        self._amendments: dict[str, tuple[Amendment, ...]] = {}
        self._about: dict[str, Mapping[str, tuple[Instrument, str]]] = {}

    def showing(self, paths: frozenset[str]) -> Resolver:
        """A resolver that means the same documents, but leads only to those of these paths: the others are not to be seen."""
        limited = Resolver(self._bookcase, self._known)
        limited._shown = paths
        return limited

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names under which documents are cited without a number."""
        return self._names.all

    @property
    def dated(self) -> tuple[NamedLaw, ...]:
        """The laws of the dated table and of mkdocs.yml."""
        return (*listed_laws(), *self._known)

    @cached_property
    def laws(self) -> tuple[NamedLaw, ...]:
        """The laws known by name: the dated ones, and those of the shelf, which go before."""
        known = {number_key(law.number): law for law in self.dated}
        for item in self._bookcase.documents.values():
            fields = item.fields
            assert isinstance(fields, DocumentFields)
            key, name = number_key(fields.number), bare_name(item)
            if fields.number == NO_NUMBER or not fields.effective or is_only_a_type(name):
                continue
            listed = known.get(key)
            until = fields.expires or (listed.until if listed else None)
            known[key] = NamedLaw(name, fields.number, fields.effective, until, listed.by if listed else "")
        return tuple(known.values())

    @cached_property
    def _names(self) -> Names:
        return Names(self.laws)

    def listed(self, number: str) -> NamedLaw | None:
        """What the dated table of names knows of a number."""
        key = number_key(number)
        return next((law for law in (*self._known, *listed_laws()) if number_key(law.number) == key), None)

    def amendments(self, document: Publication) -> tuple[Amendment, ...]:
        """What a document of the shelf changes in others."""
        if document.path not in self._amendments:
            self._amendments[document.path] = amendments(document.body)
        return self._amendments[document.path]

    def resolve(self, citation: Citation, home: Publication | None, spot: Spot = NOWHERE) -> Target | None:
        """Where the citation leads; None when no document is surely meant.

        `home` is the publication it stands in, `spot` the unit there, for "Luật này", "Điều này". A bare "Điều 5" means
        the document it stands in, the law that an outline introduces, or the law that an amending clause is about.
        """
        about, article = self._amended_at(home, spot.unit) if home is not None else (None, "")
        if spot.quoted:
            spot = Spot(article, quoted=True)
        elif about and citation.instrument is None and citation.references and not citation.references[0].article:
            # "Sửa đổi khoản 1" speaks of the Điều that is amended, not of the Điều that amends.
            spot = Spot(article, unit=spot.unit)
        number, document = self._document(citation, home, about, spot)
        if document is not None and self._shown is not None and document.path not in self._shown:
            document = None
        wanted = self._wanted(citation, spot)
        if document is None or wanted is None:
            known = bool(number) and wanted is not None and not _is_local(number)
            return Target(number, anchor=wanted.anchor if wanted else "") if known else None
        target = self._target(document, number, wanted)
        if not citation.references[1:]:
            return target
        further = list(self._further(citation, wanted))
        there = self._anchors_of(document)
        return replace(
            target,
            more=tuple(anchor for anchor in further if anchor in there),
            exact=target.exact and all(anchor in there for anchor in further),
        )

    def _further(self, citation: Citation, wanted: Reference) -> Iterator[str]:
        """The anchors of the units after the first; "các khoản 2, 3 Điều này" fills them in as it does the first."""
        for one in citation.references[1:]:
            relative = one.article in ("", "này")
            clause = wanted.clause if relative and one.point and not one.clause else one.clause
            yield Reference(wanted.article if relative else one.article, clause, one.point).anchor

    def has(self, document: Publication, anchor: str) -> bool:
        """Whether a document of the shelf has that anchor."""
        return anchor in self._anchors_of(document)

    def _wanted(self, citation: Citation, spot: Spot) -> Reference | None:
        """The provision meant, its Điều and khoản filled in from where the citation stands; None when they are not told."""
        if not citation.references:
            return Reference("")
        first = citation.references[0]
        named = citation.instrument is not None and not citation.instrument.this
        if named and not first.article:
            return None
        relative = first.article in ("", "này")
        article = spot.article if relative else first.article
        clause = (
            spot.clause if first.clause == "này" or (relative and first.point and not first.clause) else first.clause
        )
        if not article or (first.clause == "này" and not clause):
            return None
        return Reference(article, clause, first.point)

    def _document(
        self, citation: Citation, home: Publication | None, about: Instrument | None, spot: Spot
    ) -> tuple[str, Publication | None]:
        """The number of the document meant, and the document when it is on the shelf."""
        instrument = citation.instrument
        own = home if home is not None and isinstance(home.fields, DocumentFields) else None
        relative = instrument is None and citation.references[0].article == "này"
        if instrument is None or instrument.this:
            if spot.quoted or (about and instrument is None and not relative):
                return self._numbered(about.number, home) if about else ("", None)
            if instrument is None and not relative and home is not None and isinstance(home.fields, OutlineFields):
                return self._numbered(home.fields.introduces, home)
            elsewhere = instrument is None and not relative and own is not None and _amends(own)
            return "", None if elsewhere else own
        number = instrument.number or self._by_name(instrument, home)
        return self._numbered(number, home, instrument.type)

    def _numbered(self, number: str, home: Publication | None, kind: str = "") -> tuple[str, Publication | None]:
        """The number and its document when that is on the shelf; "30/2020" without a symbol needs its `kind` too."""
        if not number:
            return "", None
        if not _SHORT.fullmatch(number):
            return number, self.document(number, home)
        found = [item.fields for item in self._bookcase.of_year.get(number_key(number), ())]
        same = [one.number for one in found if isinstance(one, DocumentFields) and slug(one.type) == slug(kind)]
        return (same[0], self.document(same[0], home)) if len(same) == 1 else ("", None)

    def document(self, number: str, home: Publication | None) -> Publication | None:
        """The document of that number that a text of `home` means: a local one only of the same place, or the only one."""
        if not _is_local(number):
            return self._bookcase.document(number)
        places = self._bookcase.numbered.get(number_key(number), {})
        if home is not None and isinstance(home.fields, DocumentFields):
            found = places.get(place_of(home.fields.issuer), ())
        else:
            found = next(iter(places.values())) if len(places) == 1 else ()
        return found[0] if len(found) == 1 else None

    def _amended_at(self, home: Publication, unit: str) -> tuple[Instrument | None, str]:
        """The document that a clause of an amending document speaks of, and its Điều when the clause is about one."""
        if not unit or not isinstance(home.fields, DocumentFields):
            return None, ""
        if home.path not in self._about:
            table: dict[str, tuple[Instrument, str]] = {}
            for one in self.amendments(home):
                if one.reference is not None:
                    known = table.get(one.source, (one.instrument, one.reference.article))
                    same = one.reference.article == known[1]
                    table[one.source] = one.instrument, one.reference.article if same else ""
            for source, (instrument, article) in list(table.items()):
                # The khoản that opens a list of instructions speaks of what the first of them speaks of.
                table.setdefault(source.partition("-diem-")[0], (instrument, article))
            self._about[home.path] = table
        return self._about[home.path].get(unit, (None, ""))

    def _by_name(self, instrument: Instrument, home: Publication | None) -> str:
        """The number of the law of that name in force on the day of the text, else the one the text itself gives the name."""
        if home is None:
            return self._names.find(instrument.name, instrument.year, date.max)
        fields = home.fields
        if (
            not instrument.year
            and isinstance(fields, DocumentFields)
            and fold(bare_name(home)) == fold(instrument.name)
        ):
            return fields.number
        dated = self._names.find(instrument.name, instrument.year, day_of(home))
        return dated or ("" if instrument.year else self._numbers_told(home).get(fold(instrument.name), ""))

    def _numbers_told(self, home: Publication) -> Mapping[str, str]:
        if home.path not in self._told:
            self._told[home.path] = numbered_names("\n".join(leaf.body for leaf in home.leaves))
        return self._told[home.path]

    def _anchors_of(self, document: Publication) -> frozenset[str]:
        if document.path not in self._anchors:
            self._anchors[document.path] = self.original(document) | self._given.get(document.path, frozenset())
        return self._anchors[document.path]

    @cached_property
    def _given(self) -> Mapping[str, frozenset[str]]:
        """The anchors of units that other documents of the shelf add or word anew, by the path of the changed one."""
        found: dict[str, set[str]] = defaultdict(set)
        for home in self._bookcase.documents.values():
            for one in self.amendments(home):
                target = self.document(one.instrument.number, home) if one.instrument.number and one.reference else None
                if target and one.reference and not one.part and one.action in (Action.ADDED, Action.AMENDED):
                    found[target.path] |= {
                        one.reference.anchor,
                        *(word.anchor for word in anchored(one.text, one.reference)),
                    }
        return {path: frozenset(anchors) for path, anchors in found.items()}

    def original(self, document: Publication) -> frozenset[str]:
        """The anchors of a document's own text, without what other documents give it."""
        if document.path not in self._own:
            self._own[document.path] = document_anchors(document.body)
        return self._own[document.path]

    def _target(self, document: Publication, number: str, wanted: Reference) -> Target:
        there = self._anchors_of(document)
        steps = (wanted, replace(wanted, point=""), Reference(wanted.article))
        found = next((step.anchor for step in steps if step.anchor in there), "")
        assert isinstance(document.fields, DocumentFields)
        return Target(number or document.fields.number, document, found, found == wanted.anchor)


def day_of(home: Publication) -> date:
    """The day whose law a text speaks of: that of its check, or of the document's own effect."""
    fields = home.fields
    if isinstance(fields, DocumentFields):
        return fields.effective or fields.issued
    return getattr(fields, "law_as_of", None) or date.max


def bare_name(item: Publication) -> str:
    """The title of a document without its number."""
    return re.split(r"\s+số\s+\d", item.title)[0]


def _amends(item: Publication) -> bool:
    return "sua doi" in fold(item.title)


def _is_local(number: str) -> bool:
    """Provinces and communes each number from 1: the number alone names no single document."""
    return re.search(r"UBND|HĐND", number) is not None
