"""What an amending document does to the provisions of others: "Sửa đổi, bổ sung khoản 2 Điều 7 như sau: …".

Only what the text says outright is read: an instruction with its verb, the units it names, the document it names or the
one its Điều is about, and the new wording in the quotation below it. Forms as met in 84 laws of 1953 to 2026.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from itertools import pairwise

from tusach.law.citation import Citation, Reference, citations
from tusach.law.commencement import calendar_day, sentences, units_with_lines
from tusach.law.instrument import Instrument, named_instruments, numbered_instruments, numbered_names
from tusach.law.provision import Provision
from tusach.law.quotation import BLANK, inner_quotations, masked, quotation, quoted_articles, wording
from tusach.law.vietnamese import fold


class Action(Enum):
    """What happens to a provision, in the words a reader sees."""

    AMENDED = "được sửa đổi, bổ sung"
    ADDED = "được bổ sung"
    REWORDED = "được thay, bỏ hoặc thêm cụm từ"
    REPEALED = "bị bãi bỏ"
    CORRECTED = "được đính chính"
    SUSPENDED = "bị đình chỉ"


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
    """One instruction: as written, with quotations and earlier amendments blanked, its unit, what it quotes, its verbs."""

    written: str
    plain: str
    unit: Provision
    quoted: tuple[str, ...]
    verbs: tuple[re.Match[str], ...]


_VERB = re.compile(
    r"(?P<amended>sửa đổi(?:\s*,\s*bổ sung)?(?:\s*,\s*bãi bỏ)?|thay thế|thay)|(?P<added>bổ sung)|(?P<repealed>bãi bỏ|hủy bỏ)|(?P<less>bỏ)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\s+(?:một số\s+|các\s+)?(?:từ\s*,\s*)?(?:cụm\s+từ|từ(?!\s+ngày)|dấu|số thứ tự)\b", re.IGNORECASE)
# Words named in the middle of a list.
_WORDS_BETWEEN = re.compile(rf"\b(?:cụm\s+từ|từ|dấu)\s*{BLANK}", re.IGNORECASE)
_PLACE = re.compile(r"(?:sau|trước|vào|vào cuối)\s*$", re.IGNORECASE)
_SOME = re.compile(r"\bmột (?:số|phần)\b", re.IGNORECASE)
_PART = re.compile(
    r"(?P<part>tên|(?:đoạn|câu|phần|tiết|dòng|gạch đầu dòng|tiêu đề|lời dẫn|bảng|nội dung)(?:\s+[\w ]+?)?)"
    r"(?:\s+(?:của|tại))?(?:\s+(?:điều|khoản|điểm))?",
    re.IGNORECASE,
)
_LIST = re.compile(r"\s*(?:,|;|và|, và|; và)\s*")
_LINKS = re.compile(rf"[\s,;:{BLANK}]+|\b(?:các|và|hoặc|của|tại|ở|quy định tại|tên gọi)\b", re.IGNORECASE)
_START = re.compile(r"(?:Sửa đổi|Bổ sung|Bãi bỏ|Hủy bỏ|Thay thế|Thay|Bỏ)\b", re.IGNORECASE)
# "Khoản 2 Điều 12 được sửa đổi, bổ sung như sau": not what is told of another document's work.
_PASSIVE = re.compile(
    r"\s*(?:được|bị)\s+(?=(?:sửa đổi|bổ sung|bãi bỏ|hủy bỏ|thay thế)(?:\s*,\s*bổ sung)?\s*(?:như sau|[:.;]|$|kể từ|từ ngày))",
    re.IGNORECASE,
)
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
# What a sentence may say of one document between its number and "hết hiệu lực": its date, its maker, its subject.
_ABOUT = re.compile(r"\s*(?:\(|ngày\b|của\b|về\b|quy định\b|thí điểm\b|sửa đổi\b|hướng dẫn\b)")
_NOT_NOW = re.compile(r"\b(?:không|chưa|đến khi|tiếp tục|áp dụng|nếu|khi)\b", re.IGNORECASE)
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
                clause = _Clause(text, plain, unit, quoted, tuple(_verbs(plain)))
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
        exception = _EXCEPT.search(clause.written, match.end())
        for one in _subjects(clause.plain, match.start(), citations(clause.plain[: match.start()], self.names)):
            yield Amendment(
                Action.REPEALED,
                self._numbered(one),
                None,
                clause.unit.anchor,
                clause.unit.line,
                exception=exception["except"].strip() if exception else "",
                day=calendar_day(clause.plain, match.end()),
            )

    def _instructed(self, clause: _Clause, found: Sequence[Citation], context: _Context) -> Iterator[Amendment]:
        exception = _EXCEPT.search(clause.plain)
        within = [one for one in found if not exception or one.end <= exception.start()]
        day = _DAY.search(clause.plain)
        changes = []
        for place, citation in enumerate(within):
            work = _work(clause, within, place)
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

    def _by_headings(self, clause: _Clause, context: _Context) -> Iterator[Amendment]:
        """ "Bổ sung Mục 3a … như sau": the Điều that the quotation opens."""
        instrument = self._named(clause.plain, ()) or context.instrument
        verb = _VERB.match(clause.plain)
        if instrument and verb and (verb["amended"] or verb["added"]):
            action = Action.ADDED if verb["added"] else Action.AMENDED
            part = "tên" if re.match(r"\s+tên\b", clause.plain[verb.end() :], re.IGNORECASE) else ""
            for number in dict.fromkeys(quoted_articles(clause.quoted)):
                yield Amendment(action, instrument, Reference(number), clause.unit.anchor, clause.unit.line, part=part)


def _verbs(plain: str) -> Iterator[re.Match[str]]:
    """The verbs of an instruction; "bỏ" is one only before words."""
    for match in _VERB.finditer(plain):
        if not match["less"] or _WORDS.match(plain, match.end()):
            yield match


def _subjects(plain: str, end: int, found: Sequence[Citation]) -> Iterator[Instrument]:
    """The documents that a sentence says have ended: those it names first, one after the other, and no others."""
    last = 0
    for one in found:
        joined = not last if not one.start else last and _LIST.fullmatch(plain, last, one.start)
        if one.references or not one.instrument or not joined:
            break
        last = one.end
    rest = plain[last:end]
    if not last or _NOT_NOW.search(rest) or (rest.strip() and not _ABOUT.match(rest)):
        return
    for one in found:
        if one.end <= last and one.instrument:
            yield one.instrument


def _work(clause: _Clause, found: Sequence[Citation], place: int) -> tuple[Action, str] | None:
    """What the instruction does to the cited units and to which part of them; None when it names them otherwise."""
    plain, citation = clause.plain, found[place]
    verb = _verb_of(clause, found, place)
    if verb is None:
        return None
    before = found[place - 1].end if place else 0
    since = max(verb.end(), before) if verb.end() <= citation.start else citation.start
    between, said = plain[max(verb.end(), citation.start - 600) : citation.start], plain[since : citation.start]
    reworded = _WORDS.match(plain, verb.end()) or _WORDS_BETWEEN.search(between)
    if reworded:
        return (Action.REWORDED, _part(said) or _inherited(plain, found, place)) if citation.references else None
    if _PLACE.search(between) or _SOME.search(between):
        return None
    if not citation.references:
        return (
            (Action.REPEALED, "")
            if verb["repealed"] and _only_documents(plain, verb.end(), found[: place + 1])
            else None
        )
    part = _part(said)
    if part is None:
        return None
    if verb["repealed"]:
        return Action.REPEALED, part or _inherited(plain, found, place)
    if not (clause.quoted or inner_quotations(clause.written)):
        return None
    return Action.ADDED if verb["added"] else Action.AMENDED, part or _inherited(plain, found, place)


def _verb_of(clause: _Clause, found: Sequence[Citation], place: int) -> re.Match[str] | None:
    """The verb that governs a citation: the last before it, or the one said of the list that opens the sentence."""
    plain, verbs = clause.plain, clause.verbs
    before = bisect_right(verbs, found[place].start, key=lambda match: match.end())
    if before:
        return verbs[before - 1]
    if found[0].start or not verbs:
        return None
    opening = [one for one in found if one.end <= verbs[0].start()]
    joined = all(_LIST.fullmatch(plain, one.end, two.start) for one, two in pairwise(opening))
    passive = _PASSIVE.fullmatch(plain[: verbs[0].end() + 12], opening[-1].end, verbs[0].start()) if opening else None
    said = _PASSIVE.match(plain, opening[-1].end) if opening else None
    direct = verbs[0]["less"] is not None and opening and not plain[opening[-1].end : verbs[0].start()].strip()
    return verbs[0] if joined and (passive or said or direct) else None


def _only_documents(plain: str, start: int, found: Sequence[Citation]) -> bool:
    """Whether between a verb and the last of the citations nothing stands but the citations before it and list words."""
    for one in found:
        if one.start >= start:
            if _LINKS.sub(" ", plain[start : one.start]).strip() not in ("", "toàn bộ"):
                return False
            start = one.end
    return True


def _part(said: str) -> str | None:
    """The part of a unit that the words before it name, "" for the whole unit, None when they speak of something else."""
    words = _LINKS.sub(" ", said).strip()
    if not words:
        return ""
    match = _PART.fullmatch(words)
    return match["part"].lower() if match else None


def _inherited(plain: str, found: Sequence[Citation], place: int) -> str:
    """In "tên Điều 26, Điều 27" the second Điều is meant by its name too."""
    if not place or not found[place].references or found[place].references[0].clause:
        return ""
    before = found[place - 1]
    if not _LIST.fullmatch(plain, before.end, found[place].start):
        return ""
    named = re.search(r"\btên\s+\Z", plain[: before.start], re.IGNORECASE)
    return "tên" if named else _inherited(plain, found, place - 1)


def _worded(changes: Sequence[Amendment], clause: _Clause) -> Iterator[Amendment]:
    """The changes with their wording; two units of one number in one quotation cannot be told apart and get none."""
    texts = [_wording(one, clause) for one in changes]
    for place, one in enumerate(changes):
        twin = one.action in (Action.AMENDED, Action.ADDED) and any(
            texts[other] == texts[place] and changes[other].reference != one.reference
            for other in range(len(changes))
            if other != place
        )
        yield replace(one, text=() if twin else texts[place])


def _wording(change: Amendment, clause: _Clause) -> tuple[str, ...]:
    if change.reference is None or change.action is Action.REPEALED:
        return ()
    if change.action is Action.REWORDED:
        return (clause.written.rstrip(" ;."),)
    if not clause.quoted:
        return tuple(inner_quotations(clause.written))
    words = wording(clause.quoted, change.reference)
    return words[:1] if change.part == "tên" else words
