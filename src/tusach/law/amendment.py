"""What an amending document does to the provisions of others: "Sửa đổi, bổ sung khoản 2 Điều 7 như sau: …".

Only what the text says outright is read: an instruction with its verb, the units it names, the document it names or the
one its Điều is about, and the new wording in the quotation below it. Forms as met in 84 laws of 1953 to 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tusach.law.citation import Citation, Reference, citations
from tusach.law.commencement import calendar_day, sentences, units_with_lines
from tusach.law.instruction import Action, Clause, ended_documents, is_passive, verbs_of, work_on
from tusach.law.instrument import Instrument, named_instruments, numbered_instruments, numbered_names
from tusach.law.quotation import inner_quotations, masked, quotation, quoted_articles, wording
from tusach.law.vietnamese import fold


@dataclass(frozen=True)
class Amendment:
    """One change of one unit: `reference` is None for a whole document; `part` is "" or a part of the unit ("tên").

    `instrument` is the document changed, `source` the anchor of the clause that says so in the amending document, `text`
    the paragraphs of the new wording, or the clause's own words when it exchanges words; `line` is 1-based.
    `exception` holds the clause's "trừ …"; `day` is set only when the clause itself names one.
    """

    action: Action
    instrument: Instrument
    reference: Reference | None
    source: str
    line: int
    text: tuple[str, ...] = ()
    part: str = ""
    exception: str = ""
    day: date | None = None


@dataclass(frozen=True)
class _Context:
    """What the units above say: the document, Điều and khoản that the instructions below them speak of."""

    instrument: Instrument | None = None
    article: str = ""
    clause: str = ""


_START = re.compile(r"(?:Sửa đổi|Bổ sung|Bãi bỏ|Hủy bỏ|Thay thế|Thay|Bỏ)\b", re.IGNORECASE)
_DAY = re.compile(r"\btừ\s+ngày\s+(?P<date>[^,;.]*)", re.IGNORECASE)
_NUMBERED = r"số\s+\d+/\d{4}/[A-ZĐ]+\d*(?:-[A-ZĐ]+\d*)*"
_HISTORY = re.compile(
    rf",?\s+(?:đã\s+)?được\s+sửa đổi[^;:]{{0,120}}?(?:theo|bởi|tại)\s[^;:]{{0,120}}?{_NUMBERED}"
    rf"(?:\s*(?:,|và|, và)\s+[^;:,]{{0,120}}?{_NUMBERED})*"
)
_ENDS = re.compile(
    r"hết hiệu lực(?: thi hành)?,?\s+(?:kể\s+)?từ ngày\s+(?:(?:Bộ luật|Luật|Nghị định|Nghị quyết|Pháp lệnh|Quyết định|Thông tư)"
    r" này có hiệu lực|(?=\d))",
    re.IGNORECASE,
)
_EXCEPT = re.compile(r",?\s*\b(?P<except>trừ\s[^.]*)")


def amendments(markdown: str) -> tuple[Amendment, ...]:
    """What the document changes in others, in order; () for a document that changes none."""
    return tuple(_Reader(markdown).read())


class _Reader:
    """Walks the units of one document with what the units above each are about."""

    def __init__(self, markdown: str) -> None:
        self.units = list(units_with_lines(markdown))
        self.names = tuple({one.name for _, _, one in numbered_instruments(markdown) if one.name})
        self.numbers = numbered_names(markdown)

    def read(self) -> Iterator[Amendment]:
        above: dict[str, _Context] = {}
        for unit, lines in self.units:
            outer = {"dieu": (), "khoan": ("dieu",), "diem": ("khoan", "dieu")}[unit.kind]
            context = next((above[kind] for kind in outer if kind in above), _Context())
            above = {kind: above[kind] for kind in outer if kind in above}
            quoted = quotation([line for line in lines if line.startswith(">")])
            for text in sentences(unit, lines):
                plain = _HISTORY.sub(lambda match: " " * len(match[0]), masked(text))
                clause = Clause(text, plain, unit, quoted, tuple(verbs_of(plain)))
                if _ENDS.search(plain):
                    yield from self._ended(clause)
                elif _START.match(plain) or is_passive(plain):
                    found = citations(plain, self.names)
                    yield from self._instructed(clause, found, context)
                    context = self._moved(plain, found, context)
            above[unit.kind] = context

    def _moved(self, plain: str, found: Sequence[Citation], context: _Context) -> _Context:
        """What the units below an instruction speak of."""
        named = self._named(plain, found)
        references = [reference for one in found for reference in one.references if reference.article != "này"]
        article = next((one.article for one in references if one.article), "")
        clause = next((one.clause for one in references if one.clause), "")
        if not article and not clause:
            return _Context(named or context.instrument, context.article, context.clause)
        return _Context(named or context.instrument, article or context.article, clause)

    def _named(self, plain: str, found: Sequence[Citation]) -> Instrument | None:
        """The document an instruction names, with its number when the document tells it anywhere."""
        cited = next((one.instrument for one in found if one.instrument and not one.instrument.this), None)
        named = cited or next((one for one in named_instruments(plain, self.names) if not one.this), None)
        return self._numbered(named) if named else None

    def _numbered(self, instrument: Instrument) -> Instrument:
        return replace(instrument, number=instrument.number or self.numbers.get(fold(instrument.name), ""))

    def _ended(self, clause: Clause) -> Iterator[Amendment]:
        """ "Luật X số N hết hiệu lực kể từ ngày Luật này có hiệu lực"."""
        match = _ENDS.search(clause.plain)
        assert match
        exception = _EXCEPT.search(clause.written, match.end())
        for one in ended_documents(clause.plain, match.start(), citations(clause.plain[: match.start()], self.names)):
            yield Amendment(
                Action.REPEALED,
                self._numbered(one),
                None,
                clause.unit.anchor,
                clause.unit.line,
                exception=exception["except"].strip() if exception else "",
                day=calendar_day(clause.plain, match.end()),
            )

    def _instructed(self, clause: Clause, found: Sequence[Citation], context: _Context) -> Iterator[Amendment]:
        exception = _EXCEPT.search(clause.plain)
        within = [one for one in found if not exception or one.end <= exception.start()]
        day = _DAY.search(clause.plain)
        changes = []
        for place, citation in enumerate(within):
            work = work_on(clause, within, place)
            later = (one.instrument for one in within[place:] if one.instrument)
            instrument = next(later, None) or self._named(clause.plain, within) or context.instrument
            if work is None or instrument is None or instrument.this:
                continue
            full: list[Reference | None] = (
                [self._filled(one, within[place:], context) for one in citation.references]
                if citation.references
                else [None]
            )
            changes += [
                Amendment(
                    work[0],
                    self._numbered(instrument),
                    one,
                    clause.unit.anchor,
                    clause.unit.line,
                    part=work[1],
                    exception=exception["except"].strip() if exception else "",
                    day=calendar_day(clause.plain, day.start("date")) if day else None,
                )
                for one in full
                if one is None or one.article not in ("", "này")
            ]
        if not changes and clause.quoted and not found:
            changes = list(self._by_headings(clause, context))
        yield from _worded(list(dict.fromkeys(changes)), clause)

    def _filled(self, reference: Reference, later: Sequence[Citation], context: _Context) -> Reference:
        """A reference with the Điều and khoản that the instruction names after it, or the units above it."""
        if reference.article:
            return reference
        after = [one.references[0] for one in later if one.references]
        article = next((one.article for one in after if one.article), "")
        clause = next((one.clause for one in after if one.clause), "" if article else context.clause)
        return replace(reference, article=article or context.article, clause=reference.clause or clause)

    def _by_headings(self, clause: Clause, context: _Context) -> Iterator[Amendment]:
        """ "Bổ sung Mục 3a … như sau": the Điều that the quotation opens."""
        instrument = self._named(clause.plain, ()) or context.instrument
        verb = clause.verbs[0] if clause.verbs and not clause.verbs[0].start() else None
        if instrument and verb and (verb["amended"] or verb["added"]):
            action = Action.ADDED if verb["added"] else Action.AMENDED
            part = "tên" if re.match(r"\s+tên\b", clause.plain[verb.end() :], re.IGNORECASE) else ""
            for number in dict.fromkeys(quoted_articles(clause.quoted)):
                yield Amendment(action, instrument, Reference(number), clause.unit.anchor, clause.unit.line, part=part)


def _worded(changes: Sequence[Amendment], clause: Clause) -> Iterator[Amendment]:
    """The changes with their wording; two units of one number in one quotation cannot be told apart and get none."""
    texts = [_wording(one, clause) for one in changes]
    for place, one in enumerate(changes):
        twin = one.action in (Action.AMENDED, Action.ADDED) and any(
            texts[other] == texts[place] and changes[other].reference != one.reference
            for other in range(len(changes))
            if other != place
        )
        yield replace(one, text=() if twin else texts[place])


def _wording(change: Amendment, clause: Clause) -> tuple[str, ...]:
    if change.reference is None or change.action is Action.REPEALED:
        return ()
    if change.action is Action.REWORDED:
        return (clause.written.rstrip(" ;."),)
    if not clause.quoted:
        return tuple(inner_quotations(clause.written))
    words = wording(clause.quoted, change.reference)
    return words[:1] if change.part == "tên" else words
