"""What an amending document does to the provisions of others: "Sửa đổi, bổ sung khoản 2 Điều 7 như sau: …".

Only what the text says outright is read: an instruction with its verb, the units it names, the document it names or the
one its Điều is about, and the new wording in the quotation below it. Forms as met in 84 laws of 1953 to 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from tusach.law.citation import Citation, Reference, citations
from tusach.law.commencement import calendar_day, sentences, units_with_lines
from tusach.law.instrument import Instrument, named_instruments, numbered_instruments, numbered_names
from tusach.law.provision import Provision
from tusach.law.quotation import inner_quotations, masked, quotation, quoted_articles, wording
from tusach.law.vietnamese import fold


class Action(Enum):
    """What happens to a provision, in the words a reader sees."""

    AMENDED = "được sửa đổi, bổ sung"
    ADDED = "được bổ sung"
    REWORDED = "được thay, bỏ hoặc thêm cụm từ"
    REPEALED = "bị bãi bỏ"


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


@dataclass(frozen=True)
class _Clause:
    """One instruction: as written, with quotations and earlier amendments blanked, its unit and what it quotes below."""

    written: str
    plain: str
    unit: Provision
    quoted: tuple[str, ...]
    leads: bool


_VERB = re.compile(
    r"(?P<amended>sửa đổi(?:\s*,\s*bổ sung)?(?:\s*,\s*bãi bỏ)?|thay thế|thay)|(?P<added>bổ sung)|(?P<repealed>bãi bỏ|hủy bỏ)|(?P<less>bỏ)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\s+(?:một số\s+|các\s+)?(?:từ\s*,\s*)?(?:cụm\s+từ|từ|dấu|số thứ tự)\b", re.IGNORECASE)
_PLACE = re.compile(r"(?:sau|trước|vào|vào cuối)\s*$", re.IGNORECASE)
_SOME = re.compile(r"một số [^:;]*?(?:của|tại)\s+(?:các\s+)?$", re.IGNORECASE)
_PART = re.compile(r"(?P<part>tên|đoạn [\w ]+?|câu [\w ]+?)(?:\s+(?:của|tại))?(?:\s+điều)?\s*$", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:,|và|, và)\s*")
_QUOTES_LAW = re.compile(r"quy định|theo\s", re.IGNORECASE)
_START = re.compile(r"(?:Sửa đổi|Bổ sung|Bãi bỏ|Hủy bỏ|Thay thế|Thay|Bỏ)\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\s(?:được|bị)\s+(?:sửa đổi|bổ sung|bãi bỏ|hủy bỏ|thay thế)", re.IGNORECASE)
_NUMBERED = r"số\s+\d+/\d{4}/[A-ZĐ]+\d*(?:-[A-ZĐ]+\d*)*"
_HISTORY = re.compile(
    rf",?\s+(?:đã\s+)?được\s+sửa đổi[^;:]*?(?:theo|bởi|tại)\s[^;:]*?{_NUMBERED}(?:\s*(?:,|và|, và)\s+[^;:,]*?{_NUMBERED})*"
)
_ENDS = re.compile(
    r"hết hiệu lực(?: thi hành)?,?\s+(?:kể\s+)?từ ngày\s+(?:(?:Bộ luật|Luật|Nghị định|Nghị quyết|Pháp lệnh|Quyết định|Thông tư)"
    r" này có hiệu lực|(?P<day>\d{1,2}) tháng (?P<month>\d{1,2}) năm (?P<year>\d{4}))",
    re.IGNORECASE,
)
_EXCEPT = re.compile(r"\btrừ\s[^.]*")


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
        for place, (unit, lines) in enumerate(self.units):
            outer = {"dieu": (), "khoan": ("dieu",), "diem": ("khoan", "dieu")}[unit.kind]
            context = next((above[kind] for kind in outer if kind in above), _Context())
            above = {kind: above[kind] for kind in outer if kind in above}
            below = self.units[place + 1][0].kind if place + 1 < len(self.units) else "dieu"
            quoted = quotation([line for line in lines if line.startswith(">")])
            for text in sentences(unit, lines):
                plain = _HISTORY.sub(lambda match: " " * len(match[0]), masked(text))
                clause = _Clause(text, plain, unit, quoted, below not in ("dieu", unit.kind, *outer))
                if _ENDS.search(plain):
                    yield from self._ended(clause)
                elif _START.match(plain) or _PASSIVE.search(plain):
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

    def _ended(self, clause: _Clause) -> Iterator[Amendment]:
        """ "Luật X số N hết hiệu lực kể từ ngày Luật này có hiệu lực"."""
        match = _ENDS.search(clause.plain)
        assert match
        subject = citations(clause.plain[: match.start()], self.names)
        if not subject or subject[0].start or any(one.references for one in subject):
            return
        exception = _EXCEPT.search(clause.written, match.end())
        for one in subject:
            if one.instrument:
                yield Amendment(
                    Action.REPEALED,
                    self._numbered(one.instrument),
                    None,
                    clause.unit.anchor,
                    clause.unit.line,
                    exception=exception[0].strip() if exception else "",
                    day=calendar_day(match) if match["day"] else None,
                )

    def _instructed(self, clause: _Clause, found: Sequence[Citation], context: _Context) -> Iterator[Amendment]:
        changes = []
        for place, citation in enumerate(found):
            action = _action(clause, citation)
            later = (one.instrument for one in found[place:] if one.instrument)
            instrument = next(later, None) or self._named(clause.plain, found) or context.instrument
            if action is None or instrument is None or instrument.this:
                continue
            full: list[Reference | None] = (
                [self._filled(one, found[place:], context) for one in citation.references]
                if citation.references
                else [None]
            )
            changes += [
                Amendment(
                    action,
                    self._numbered(instrument),
                    one,
                    clause.unit.anchor,
                    clause.unit.line,
                    part=_part(clause, found, place),
                )
                for one in full
                if one is None or one.article not in ("", "này")
            ]
        if not changes and clause.quoted and not found:
            changes = list(self._by_headings(clause, context))
        yield from (replace(one, text=_wording(one, clause)) for one in dict.fromkeys(changes))

    def _filled(self, reference: Reference, later: Sequence[Citation], context: _Context) -> Reference:
        """A reference with the Điều and khoản that the instruction names after it, or the units above it."""
        if reference.article:
            return reference
        after = [one.references[0] for one in later if one.references]
        article = next((one.article for one in after if one.article), "")
        clause = next((one.clause for one in after if one.clause), "" if article else context.clause)
        return replace(reference, article=article or context.article, clause=reference.clause or clause)

    def _by_headings(self, clause: _Clause, context: _Context) -> Iterator[Amendment]:
        """ "Bổ sung Mục 3a … như sau": the Điều that the quotation opens."""
        instrument = self._named(clause.plain, ()) or context.instrument
        verb = _VERB.match(clause.plain)
        if instrument and verb and (verb["amended"] or verb["added"]):
            action = Action.ADDED if verb["added"] else Action.AMENDED
            part = "tên" if re.match(r"\s+tên\b", clause.plain[verb.end() :], re.IGNORECASE) else ""
            for number in dict.fromkeys(quoted_articles(clause.quoted)):
                yield Amendment(action, instrument, Reference(number), clause.unit.anchor, clause.unit.line, part=part)


def _action(clause: _Clause, citation: Citation) -> Action | None:
    """What the instruction does to the cited units; None when it names them for another purpose."""
    plain = clause.plain
    verbs = [match for match in _VERB.finditer(plain) if not match["less"] or _WORDS.match(plain, match.end())]
    before = [match for match in verbs if match.end() <= citation.start]
    verb = before[-1] if before else next(iter(verbs), None)
    if verb is None or (not before and citation.start):
        return None
    between = plain[verb.end() : citation.start] if before else ""
    reworded = bool(_WORDS.match(plain, verb.end()))
    if _PLACE.search(between) and not reworded:
        return None
    if not citation.references:
        whole = verb["repealed"] and not reworded and not re.search(r"\b(?:của|tại|theo)\s", between)
        return Action.REPEALED if whole else None
    if reworded:
        return Action.REWORDED
    if _QUOTES_LAW.search(between) or (_PLACE.search(_first_words(between))):
        return None
    if verb["repealed"]:
        return Action.REPEALED
    # An instruction that only opens a list of instructions changes nothing by itself.
    opens = _SOME.search(between) or not (clause.quoted or inner_quotations(clause.written))
    if opens and (clause.leads or not clause.quoted):
        return None
    return Action.ADDED if verb["added"] else Action.AMENDED


def _first_words(between: str) -> str:
    """The words between a verb and a unit up to the unit before it: "vào sau khoản 3 và" ends a place."""
    match = re.search(r"(?:vào sau|vào trước|vào)\s", between)
    return between[: match.end()] if match else ""


def _part(clause: _Clause, found: Sequence[Citation], place: int) -> str:
    """Which part of the unit is meant: "tên" in "tên Điều 26, Điều 27"."""
    citation = found[place]
    match = _PART.search(clause.plain[: citation.start])
    if match:
        return match["part"].lower()
    before = found[place - 1] if place else None
    if before and not citation.references[0].clause and _LIST.fullmatch(clause.plain, before.end, citation.start):
        return _part(clause, found, place - 1)
    return ""


def _wording(change: Amendment, clause: _Clause) -> tuple[str, ...]:
    if change.reference is None or change.action is Action.REPEALED:
        return ()
    if change.action is Action.REWORDED:
        return (clause.written.rstrip(" ;."),)
    if not clause.quoted:
        return tuple(inner_quotations(clause.written))
    return wording(clause.quoted, change.reference)
