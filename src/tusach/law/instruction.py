"""One instruction of an amending text: which verb governs the units it names, and which part of them.

"Bãi bỏ khoản 3 Điều 10" changes that khoản; "theo quy định tại khoản 3 Điều 10" does not. Only what stands in the
grammar of an instruction is read: verb, list words, the part of a unit, the unit.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from tusach.law.citation import Citation
from tusach.law.instrument import Instrument
from tusach.law.provision import Provision
from tusach.law.quotation import BLANK, inner_quotations


class Action(Enum):
    """What happens to a provision, in the words a reader sees."""

    AMENDED = "được sửa đổi, bổ sung"
    ADDED = "được bổ sung"
    REWORDED = "được thay, bỏ hoặc thêm cụm từ"
    REPEALED = "bị bãi bỏ"
    CORRECTED = "được đính chính"
    SUSPENDED = "bị đình chỉ"


@dataclass(frozen=True)
class Clause:
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
_NAME_OF = re.compile(r"\btên\s+\Z", re.IGNORECASE)
# As many units as one instruction names together, and as far before them as the word for their names stands.
_LONGEST_LIST, _NAME_REACH = 100, 20
_PART = re.compile(
    r"(?P<part>tên|(?:đoạn|câu|phần|tiết|dòng|gạch đầu dòng|tiêu đề|lời dẫn|bảng|nội dung)(?:\s+[\w ]+?)?)"
    r"(?:\s+(?:của|tại))?(?:\s+(?:điều|khoản|điểm))?",
    re.IGNORECASE,
)
# A chapter in a list of what is repealed; its own Điều, where it names none, are not told here.
_DIVISION = re.compile(r"\b(?:mục\s+\w+\s+(?:của\s+)?)?chương\s+[ivxlc]+\w*\b(?:\s+gồm\b)?", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:,|;|và|, và|; và)\s*")
_LINKS = re.compile(
    rf"[\s,;:{BLANK}]+|\b(?:các điều từ|từ|đến|các|và|hoặc|của|tại|ở|quy định tại|tên gọi)\b", re.IGNORECASE
)
# "Khoản 2 Điều 12 được sửa đổi, bổ sung như sau": not what is told of another document's work.
_PASSIVE = re.compile(
    r"\s*(?:được|bị)\s+(?=(?:sửa đổi|bổ sung|bãi bỏ|hủy bỏ|thay thế)(?:\s*,\s*bổ sung)?\s*(?:như sau|[:.;]|$|kể từ|từ ngày))",
    re.IGNORECASE,
)
# What a sentence may say of one document between its number and "hết hiệu lực": its date, its maker, its subject.
_ABOUT = re.compile(r"\s*(?:\(|ngày\b|của\b|về\b|quy định\b|thí điểm\b|sửa đổi\b|hướng dẫn\b)")
_NOT_NOW = re.compile(r"\b(?:không|chưa|đến khi|tiếp tục|áp dụng|nếu|khi)\b", re.IGNORECASE)


def is_passive(plain: str) -> bool:
    """Whether the words hold "được sửa đổi …" at the end of a sentence, as an instruction may."""
    return _PASSIVE.search(plain) is not None


def verbs_of(plain: str) -> Iterator[re.Match[str]]:
    """The verbs of an instruction; "bỏ" is one only before words."""
    for match in _VERB.finditer(plain):
        if not match["less"] or _WORDS.match(plain, match.end()):
            yield match


def ended_documents(plain: str, end: int, found: Sequence[Citation]) -> Iterator[Instrument]:
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


def work_on(clause: Clause, found: Sequence[Citation], place: int) -> tuple[Action, str] | None:
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
    part = _part(_DIVISION.sub(" ", said) if verb["repealed"] else said)
    if part is None:
        return None
    if verb["repealed"]:
        return Action.REPEALED, part or _inherited(plain, found, place)
    if not (clause.quoted or inner_quotations(clause.written)):
        return None
    return Action.ADDED if verb["added"] else Action.AMENDED, part or _inherited(plain, found, place)


def _verb_of(clause: Clause, found: Sequence[Citation], place: int) -> re.Match[str] | None:
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
    for here in range(place, max(0, place - _LONGEST_LIST), -1):
        one, before = found[here], found[here - 1]
        if not one.references or one.references[0].clause or not _LIST.fullmatch(plain, before.end, one.start):
            return ""
        if _NAME_OF.search(plain, max(0, before.start - _NAME_REACH), before.start):
            return "tên"
    return ""
