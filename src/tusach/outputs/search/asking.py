"""Whether a question of the bookcase asks what a reader asks: only then its short answer stands above all hits.

`asking.js` says the same in JavaScript, with the words of `WORDS`; a test holds the two equal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources

from tusach.law.spoken_numbers import DIGITS
from tusach.law.vietnamese import fold, written

# One word in so many may be missing when it is common everywhere.
_SPARE = 5
# Fewer words are a bare topic, more are sure whatever the title says.
_TOPIC, _SURE = 3, 6

# What turns round the word after it, what may stand between the two, and what a "không" at the end belongs to.
_NOT = ("không", "khong", "ko", "k", "hông", "hổng", "chưa", "chua", "chẳng", "chang")
_LIGHT = ("có", "co", "được", "duoc", "phải", "phai", "cần", "can", "bị", "bi", "còn", "cho", "ai")
_OPENING = ("có", "co", "được", "duoc", "đc", "dc", "phải", "phai", "đã", "da")
# What asks for an amount: the words beside it say of what. An amount, or a thing done again, is never beside the point.
_AMOUNT = re.compile(r"bao (?:nhiêu|nhieu|lâu|lau)|mấy")
_MATTERS = re.compile(r"\d+|lại|lai")
_CLAUSE = re.compile(r"[.,;:?!]")
_NUMBERS = {word: str(digit) for digit, word in enumerate(DIGITS) if digit}


def _frames() -> frozenset[str]:
    lines = resources.files(__package__).joinpath("frames.txt").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    return frozenset(row.removeprefix("=") for row in rows) | {fold(row) for row in rows if not row.startswith("=")}


# What frames a question and says nothing of what it is about, as it may be typed; `frames.txt` tells how they were chosen.
FRAMES = _frames()
_LONGEST = max(frame.count(" ") for frame in FRAMES) + 1
# For `asking.js`.
WORDS: Mapping[str, Sequence[str] | Mapping[str, str]] = {
    "frames": sorted(FRAMES),
    "not": _NOT,
    "light": _LIGHT,
    "opening": _OPENING,
    "numbers": _NUMBERS,
}


def content(typed: Sequence[str]) -> list[int]:
    """The places of the syllables that are in no frame, each syllable once; `typed` are those of a question as typed."""
    framed: set[int] = set()
    for size in range(1, _LONGEST + 1):
        for at in range(len(typed) - size + 1):
            if " ".join(typed[at : at + size]) in FRAMES:
                framed |= set(range(at, at + size))
    return [at for at, word in enumerate(typed) if at not in framed and typed.index(word) == at]


def _turned(words: Sequence[str]) -> tuple[set[int], set[int]]:
    """The places of the words that a "không" turns round, and of those where it may only close "có … không"."""
    sure: set[int] = set()
    unsure: set[int] = set()
    opened = False
    for at, word in enumerate(words):
        if word in _NOT:
            after = next((place for place in range(at + 1, len(words)) if words[place] not in _LIGHT), at)
            (unsure if opened else sure).add(after)
            opened = False
        elif word in _OPENING and words[max(at - 1, 0)] not in _NOT:
            opened = True
    return sure, unsure


@dataclass(frozen=True)
class _Text:
    """The words of a text as they may be typed: those said `plain`, and those `turned` round."""

    plain: set[str] = field(default_factory=set)
    turned: set[str] = field(default_factory=set)


def _read(text: str) -> _Text:
    found = _Text()
    for clause in _CLAUSE.split(text):
        words = written(clause)
        sure, unsure = _turned(words)
        for at, word in enumerate(words):
            forms = {word, fold(word), _NUMBERS.get(word, word)}
            forms |= {said for said, digit in _NUMBERS.items() if digit == word}
            if at not in sure:
                found.plain.update(forms)
            if at in sure | unsure:
                found.turned.update(forms)
    return found


def _pinned(typed: Sequence[str]) -> set[int]:
    """The places of words that may not be missing: "phạt" of "phạt bao nhiêu", "tiền" of "bao nhiêu tiền", "3", "lại"."""
    found = {at for at, word in enumerate(typed) if _MATTERS.fullmatch(word)}
    for at in range(len(typed)):
        for size in (1, 2):
            if _AMOUNT.fullmatch(" ".join(typed[at : at + size])):
                found |= {at - 1, at + size}
    return found


def asks_the_same(
    typed: Sequence[str],
    title: str,
    question: str,
    said: Iterable[tuple[int, int, Sequence[str]]],
    is_common: Callable[[int, Sequence[int]], bool],
) -> bool:
    """Whether the publication of this `title` and `question` answers what was `typed`; when unsure, no.

    Every syllable of content must stand in its title or question, with the accents typed or typed without, and turned
    round by a "không" only where it is there; or else the law's phrases for what is `said` there (first place, how many,
    the phrases). `is_common` tells of a place, and of where its pairs with others of content begin, that it means nothing
    much: one in five of those may be missing, but none that is `_pinned`. Half of all must be of the title, unless there are
    many.
    """
    asked, text = content(typed), _read(f"{title}. {question}")
    whole = {*written(f"{title} {question}")}
    meant = {
        place
        for at, count, law in said
        if any(whole.issuperset(written(phrase)) for phrase in law)
        for place in range(at, at + count)
    }
    sure, unsure = _turned(typed)
    if any(typed[at] not in text.turned for at in sure.intersection(asked)):
        return False
    if any(typed[at] in text.turned - text.plain for at in {*asked} - sure - unsure):
        return False
    missing = [at for at in asked if at not in meant and typed[at] not in text.plain | text.turned]
    pairs = {at: [first for first in (at - 1, at) if {first, first + 1} <= {*asked}] for at in missing}
    if len(missing) * _SPARE > len(asked) or not all(is_common(at, pairs[at]) for at in missing):
        return False
    if _pinned(typed).intersection(missing):
        return False
    named = _read(title)
    titled = [at for at in asked if at in meant or typed[at] in named.plain | named.turned]
    if len(asked) < _TOPIC:
        return 0 < len(asked) == len(titled) and 2 * len(titled) >= len(content(written(title)))
    return 2 * len(titled) >= len(asked) or len(asked) >= _SURE
