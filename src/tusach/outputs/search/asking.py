"""Whether a question of the bookcase asks what a reader asks: only then its short answer stands above all hits.

`asking.js` says the same in JavaScript; a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import resources

from tusach.law.vietnamese import fold, syllables, written

# One word in so many may be missing when it is common everywhere.
_SPARE = 5
# Fewer words are a bare topic, more are sure whatever the title says.
_TOPIC, _SURE = 3, 6


def _frames() -> frozenset[str]:
    lines = resources.files(__package__).joinpath("frames.txt").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    return frozenset(row.removeprefix("=") for row in rows) | {fold(row) for row in rows if not row.startswith("=")}


# What frames a question and says nothing of what it is about, as it may be typed; `frames.txt` tells how they were chosen.
FRAMES = _frames()
_LONGEST = max(frame.count(" ") for frame in FRAMES) + 1


def content(typed: Sequence[str]) -> list[int]:
    """The places of the syllables that are in no frame, each syllable once; `typed` are those of a question as typed."""
    framed: set[int] = set()
    for size in range(1, _LONGEST + 1):
        for at in range(len(typed) - size + 1):
            if " ".join(typed[at : at + size]) in FRAMES:
                framed |= set(range(at, at + size))
    return [at for at, word in enumerate(typed) if at not in framed and typed.index(word) == at]


def asks_the_same(
    typed: Sequence[str],
    title: str,
    question: str,
    said: Iterable[tuple[int, int, Sequence[str]]],
    is_common: Callable[[int, Sequence[int]], bool],
) -> bool:
    """Whether the publication of this `title` and `question` answers what was `typed`; when unsure, no.

    Every syllable of content must stand in its title or question, with the accents typed or typed without; or else the
    law's phrases for what is `said` there (first place, how many, the phrases). `is_common` tells of a place, and of where
    its pairs with others of content begin, that it means nothing much: one in five of those may be missing. Half of all
    must be of the title, unless there are many.
    """
    asked, whole = content(typed), syllables(f"{title} {question}")
    meant = {
        place
        for at, count, law in said
        if any(set(syllables(phrase)) <= set(whole) for phrase in law)
        for place in range(at, at + count)
    }
    own = meant | _standing(typed, f"{title} {question}")
    missing = [at for at in asked if at not in own]
    pairs = {at: [first for first in (at - 1, at) if {first, first + 1} <= {*asked}] for at in missing}
    if len(missing) * _SPARE > len(asked) or not all(is_common(at, pairs[at]) for at in missing):
        return False
    titled = len((meant | _standing(typed, title)) & set(asked))
    if len(asked) < _TOPIC:
        return 0 < len(asked) == titled and 2 * titled >= len(content(written(title)))
    return 2 * titled >= len(asked) or len(asked) >= _SURE


def _standing(typed: Sequence[str], text: str) -> set[int]:
    """The places of what is typed as in the text, or without accents."""
    forms = {*written(text), *syllables(text)}
    return {at for at, word in enumerate(typed) if word in forms}
