"""What happened to the documents of the shelf and their provisions: facts from front matter and from amending texts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from tusach.law.amendment import Amendment
from tusach.law.citation import Reference, citations
from tusach.law.commencement import Commencement, commencements
from tusach.law.instruction import Action
from tusach.law.number import number_key
from tusach.law.quotation import Worded, anchored
from tusach.law.validity import Fact, State, Status, state, timeline
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.citing import Resolver
from tusach.shelf.fields import DocumentFields, RelationFields
from tusach.shelf.publication import Publication


@dataclass(frozen=True)
class Change:
    """One change of a provision of a document on the shelf: `anchor` names the provision, "" the whole document.

    `day` is its first day (None: the texts do not tell), `by` the document that makes it when that is on the shelf,
    `number` its number, `source` the anchor of its clause there, `words` that clause for readers ("khoản 2 Điều 1").
    """

    action: Action
    anchor: str
    day: date | None
    number: str
    by: Publication | None = None
    source: str = ""
    words: str = ""
    text: tuple[str, ...] = ()
    part: str = ""
    exception: str = ""
    reference: Reference | None = None

    @property
    def worded(self) -> tuple[Worded, ...]:
        """The new wording of the whole unit with the anchors of its units; () when the text gives none."""
        whole = self.action in (Action.AMENDED, Action.ADDED) and not self.part and self.reference is not None
        return anchored(self.text, self.reference) if whole and self.reference else ()

    @property
    def source_words(self) -> str:
        """The clause and its document: "khoản 2 Điều 1 Luật … số 1/2026/QH16"."""
        name = self.by.cited_as if self.by else f"văn bản số {self.number}"
        return f"{self.words} {name}".strip()


_FORWARD = {
    "sửa đổi, bổ sung": Action.AMENDED,
    "thay thế": Action.REPEALED,
    "bãi bỏ": Action.REPEALED,
    "đính chính": Action.CORRECTED,
    "đình chỉ": Action.SUSPENDED,
}
_BACKWARD = {
    "được sửa đổi, bổ sung bởi": Action.AMENDED,
    "được thay thế bởi": Action.REPEALED,
    "bị bãi bỏ bởi": Action.REPEALED,
    "được đính chính bởi": Action.CORRECTED,
    "bị đình chỉ bởi": Action.SUSPENDED,
}
_ENDS = {Action.REPEALED: Status.REPEALED, Action.SUSPENDED: Status.SUSPENDED}


class History:
    """The changes and states of all documents of one bookcase as of `today`."""

    def __init__(self, bookcase: Bookcase, resolver: Resolver, today: date) -> None:
        self._bookcase = bookcase
        self._resolver = resolver
        self.today = today
        self._facts: dict[str, tuple[Fact, ...]] = {}
        self._commencements: dict[str, tuple[Commencement, ...]] = {}

    def changes(self, document: Publication) -> tuple[Change, ...]:
        """Everything that changes the document or its provisions, the earliest first, undated last."""
        return self._changes.get(document.path, ())

    def state(self, document: Publication, anchor: str = "", day: date | None = None) -> State:
        """The state of the document, or of one of its provisions, on `day` (today when not given)."""
        day = day or self.today
        return self._told(document, anchor, day, state(self.facts(document, anchor), day))

    def timeline(self, document: Publication, anchor: str = "") -> tuple[tuple[date, State], ...]:
        """The state today and, with its first day, each one that dated facts foretell."""
        rows = timeline(self.facts(document, anchor), self.today)
        return tuple((day, self._told(document, anchor, day, found)) for day, found in rows)

    def _told(self, document: Publication, anchor: str, day: date, found: State) -> State:
        """An unknown state of a provision with what is known of its document."""
        if not anchor or found.status is not Status.UNKNOWN:
            return found
        whole = state(self.facts(document), day)
        if whole.status not in (Status.PARTLY, Status.PARTLY_SUSPENDED):
            return found
        return replace(found, note=f"Văn bản {whole.status.label.lower()}, chưa rõ có phải chỗ này không.")

    def facts(self, document: Publication, anchor: str = "") -> tuple[Fact, ...]:
        """The dated facts about the document, and about the provision when one is named."""
        if document.path not in self._facts:
            self._facts[document.path] = tuple(self._of_document(document))
        facts = self._facts[document.path]
        return facts if not anchor else tuple(self._of_provision(document, anchor, facts))

    def ended(self, number: str) -> Fact | None:
        """The dated fact that a document off the shelf is no longer in force by today; None when none is known."""
        facts = [fact for fact in self._ended_elsewhere.get(number_key(number), ()) if fact.day <= self.today]
        if facts:
            return min(facts, key=lambda fact: fact.day)
        listed = self._resolver.listed(number)
        if listed is None or listed.until is None or listed.until > self.today:
            return None
        return Fact(Status.REPEALED, listed.until, f"văn bản số {listed.by}" if listed.by else "bảng tên luật")

    @cached_property
    def _ended_elsewhere(self) -> Mapping[str, list[Fact]]:
        found: dict[str, list[Fact]] = defaultdict(list)
        for document in self._bookcase.documents.values():
            for one, change in self._amendments_of(document):
                if (
                    one.reference is None
                    and change.day
                    and self._resolver.document(one.instrument.number, document) is None
                ):
                    fact = Fact(Status.REPEALED, change.day, change.source_words, note=change.exception)
                    found[number_key(one.instrument.number)].append(fact)
        return found

    @cached_property
    def _changes(self) -> Mapping[str, tuple[Change, ...]]:
        found: dict[str, list[Change]] = defaultdict(list)
        for document in self._bookcase.documents.values():
            for target, change in self._made_by(document):
                if change not in found[target.path]:
                    found[target.path].append(change)
        for document in self._bookcase.documents.values():
            for target, change in self._declared_by(document):
                found[target.path] = list(_joined(found[target.path], change))
        return {
            path: tuple(sorted(rows, key=lambda change: (change.day or date.max, change.number)))
            for path, rows in found.items()
        }

    def _amendments_of(self, document: Publication) -> Iterator[tuple[Amendment, Change]]:
        """What the text of a document changes in others, each with its day."""
        fields = document.fields
        assert isinstance(fields, DocumentFields)
        amendments = self._resolver.amendments(document)
        own_days = self.own_days(document) if amendments else ()
        for one in amendments:
            day = one.day or _day_of_clause(one, own_days, document)
            anchor = one.reference.anchor if one.reference else ""
            yield (
                one,
                Change(
                    one.action,
                    anchor,
                    day,
                    fields.number,
                    document,
                    one.source,
                    spoken(one.source),
                    one.text,
                    one.part,
                    _named_exception(one, document),
                    one.reference,
                ),
            )

    def _made_by(self, document: Publication) -> Iterator[tuple[Publication, Change]]:
        for one, change in self._amendments_of(document):
            target = self._resolver.document(one.instrument.number, document) if one.instrument.number else None
            if target is not None and target is not document:
                yield target, change

    def _declared_by(self, document: Publication) -> Iterator[tuple[Publication, Change]]:
        """The relations of the front matter, seen from either end."""
        fields = document.fields
        assert isinstance(fields, DocumentFields)
        for relation in fields.relations:
            other = self._resolver.document(relation.to, document)
            if other is document:
                continue
            if action := _BACKWARD.get(relation.kind):
                effective = other.fields.effective if other and isinstance(other.fields, DocumentFields) else None
                for change in _related(action, relation, relation.to, other, relation.from_date or effective):
                    yield document, change
            elif (action := _FORWARD.get(relation.kind)) and other is not None:
                for change in _related(
                    action, relation, fields.number, document, relation.from_date or fields.effective
                ):
                    yield other, change

    def _of_document(self, document: Publication) -> Iterator[Fact]:
        fields = document.fields
        assert isinstance(fields, DocumentFields)
        if fields.effective:
            yield Fact(Status.IN_FORCE, fields.effective, document.cited_as)
        if fields.expires:
            yield Fact(Status.REPEALED, fields.expires, document.cited_as)
        if fields.status.as_of:
            yield Fact(fields.status.value, fields.status.as_of, fields.status.source, check=True)
        for change in self.changes(document):
            if change.day is None or change.action not in _ENDS:
                continue
            if not change.anchor:
                yield Fact(_ENDS[change.action], change.day, change.source_words, note=change.exception)
            elif change.action is Action.REPEALED:
                yield Fact(Status.PARTLY, change.day, change.source_words)

    def _of_provision(self, document: Publication, anchor: str, facts: tuple[Fact, ...]) -> Iterator[Fact]:
        own = next(
            (one for one in self.own_days(document) if any(covers(r.anchor, anchor) for r in one.references)), None
        )
        day = first_day(own, document) if own else None
        for fact in facts:
            if fact.status is Status.IN_FORCE and not fact.check and own:
                if day:
                    yield Fact(Status.IN_FORCE, day, f"{spoken(own.source)} {document.cited_as}")
            elif fact.status in (Status.PARTLY, Status.PARTLY_SUSPENDED) or (fact.check and own and day is None):
                # Which provisions a "partly" means is not told; nor does a check tell of one whose first day is unknown.
                continue
            else:
                yield fact
        if own and own.until:
            after = own.until + timedelta(days=1)
            yield Fact(Status.REPEALED, after, f"{spoken(own.source)} {document.cited_as}")
        for change in self.changes(document):
            whole = change.anchor and not change.part and covers(change.anchor, anchor)
            if change.action in _ENDS and change.day and whole:
                yield Fact(_ENDS[change.action], change.day, change.source_words, note=change.exception)

    def own_days(self, document: Publication) -> tuple[Commencement, ...]:
        """The provisions of the document with a day of effect of their own, as it says itself."""
        if document.path not in self._commencements:
            self._commencements[document.path] = commencements(document.body)
        return self._commencements[document.path]


def _joined(rows: list[Change], declared: Change) -> Iterator[Change]:
    """The changes that texts tell with one that a front matter declares: it gives a day to those that lack one."""
    same = [
        one for one in rows if (one.anchor, number_key(one.number)) == (declared.anchor, number_key(declared.number))
    ]
    for one in rows:
        yield replace(one, day=declared.day) if one in same and one.day is None else one
    if not same:
        yield declared


def covers(changed: str, anchor: str) -> bool:
    """Whether a provision (given by its anchor) is the changed one or stands inside it; "" covers nothing."""
    return bool(changed) and (anchor == changed or anchor.startswith(f"{changed}-"))


def _day_of_clause(one: Amendment, own_days: tuple[Commencement, ...], document: Publication) -> date | None:
    for commencement in own_days:
        if any(covers(reference.anchor, one.source) for reference in commencement.references):
            return first_day(commencement, document)
    assert isinstance(document.fields, DocumentFields)
    return document.fields.effective


def first_day(commencement: Commencement, document: Publication) -> date | None:
    """The first day of provisions that the document gives one of their own; None when it names no calendar day."""
    assert isinstance(document.fields, DocumentFields)
    return commencement.day or (document.fields.issued if commencement.at_passing else None)


def _named_exception(one: Amendment, document: Publication) -> str:
    """An exception as a stranger reads it: "Điều này" and "Luật này" by their names."""
    article = spoken(one.source.split("-khoan-")[0])
    text = re.sub(r"\bĐiều này\b", f"{article} {document.cited_as}", one.exception)
    return re.sub(
        r"\b(?:Bộ luật|Luật|Nghị định|Nghị quyết|Pháp lệnh|Quyết định|Thông tư) này\b", document.cited_as, text
    )


def _related(
    action: Action, relation: RelationFields, number: str, by: Publication | None, day: date | None
) -> Iterator[Change]:
    if not relation.provisions:
        yield Change(action, "", day, number, by)
        return
    for words in relation.provisions:
        for citation in citations(words):
            for reference in citation.references:
                if reference.article not in ("", "này"):
                    yield Change(action, reference.anchor, day, number, by)


def spoken(anchor: str) -> str:
    """An anchor in the written order: dieu-12-khoan-2-diem-dd is "điểm đ khoản 2 Điều 12"; "" for other anchors."""
    parts = anchor.split("--")[0].split("-")
    numbers: dict[str, str] = {}
    word = ""
    for part in parts:
        if part in ("dieu", "khoan", "diem"):
            word = part
        elif word:
            numbers[word] = f"{numbers[word]}.{part}" if word in numbers else part
    if "dieu" not in numbers:
        return ""
    words = {"diem": "điểm", "khoan": "khoản", "dieu": "Điều"}
    return " ".join(f"{label} {numbers[key].replace('dd', 'đ')}" for key, label in words.items() if key in numbers)
