"""Answers a question from the search files of a finished site as its pages do: for the terminal, for tests, for other programs.

The format and the steps are those of `search/README`: the terms of the question, people's words joined by the law's, the
shards that hold them, Lunr's weights and score. Slips of typing are mended in the browser only.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, partial
from itertools import accumulate
from pathlib import Path
from typing import Any

from tusach.law.vietnamese import nfc, pairs, syllables, written
from tusach.outputs.search.asking import asks_the_same

_Page = list[Any]
TAIL, SAID, ACCENT = 0.2, 0.2, 0.25
# Signs and syllables of a question that are read.
LETTERS, SYLLABLES = 300, 40


@dataclass(frozen=True)
class Found:
    """One answer: its `address` on the site with its anchor, its `title`, its `page`, its validity (`state`, "" for no law)."""

    address: str
    title: str
    page: str
    state: str
    score: float


class SearchReader:
    """The search files of the site in the folder `site`, read on the day `today`; raises OSError when it has none."""

    def __init__(self, site: Path, today: date) -> None:
        self._folder, self._today = site / "search", today.isoformat()
        self.manifest = self._read("manifest.js")
        self._heavy = frozenset(self.manifest["heavy"])
        self._file = cache(lambda name: self._read(f"data/{name}.js"))

    def ask(self, question: str, most: int = 10) -> list[Found]:
        """The best answers to a question typed with or without accents, best first; of a publication its best section."""
        found: dict[str, Found] = {}
        for unit, score in self.rank(question):
            page, one = self._found(unit, score)
            found.setdefault(one.address if page[5] else page[0], one)
            if len(found) == most:
                break
        return list(found.values())

    def rank(self, question: str) -> list[tuple[int, float]]:
        """The numbers and scores of the units that answer, best first, each over-long Điều once."""
        words, typed = _words(question)
        hits = self._accents_first(words, typed, self.weigh(self.clauses(question)))
        hits = [hit for hit in hits if hit[1] >= hits[0][1] * TAIL]
        met: set[int] = set()
        key = [self._articles.get(unit, -1 - unit) for unit, _ in hits]
        return [hit for hit, one in zip(hits, key, strict=True) if not (one in met or met.add(one))]  # type: ignore[func-returns-value]

    def clauses(self, question: str) -> dict[str, float]:
        """The terms to look for with their boosts: those asked, without very common ones, and the law's words for them."""
        words, typed = _words(question)
        light = [term for term in pairs(words) if term not in self._heavy]
        boosts = dict.fromkeys(light if len(set(light)) >= 3 else pairs(words), 1.0)
        asked = set(boosts)
        for _, _, phrases in self._said(words, typed, asked):
            for phrase in phrases:
                own = syllables(phrase)
                for term in pairs(own):
                    if term not in self._heavy and ("_" in term or len(own) == 1):
                        boosts.setdefault(term, SAID)
        return boosts

    def short_answer(self, question: str) -> tuple[Found, str] | None:
        """The publication that asks the same, with its short answer; None when there is none or it is not sure."""
        words, typed = _words(question)
        hits = [(*self._found(*hit), hit[0]) for hit in self.rank(question)[:30]]
        openings = [(page, found, self.text(unit)) for page, found, unit in hits if page[3] == "question"]
        said = list(self._said(words, typed, set(self.clauses(question))))
        for page, found, (_, _, _, *answer) in [row for row in openings if not row[2][1]][:5]:
            if answer and asks_the_same(typed, page[1], answer[0][0], said, partial(self._is_common, words)):
                return found, answer[0][1]
        return None

    def _is_common(self, words: Sequence[str], at: int, firsts: Sequence[int]) -> bool:
        around = ["_".join(words[first : first + 2]) for first in firsts]
        return words[at] in self._heavy and not any(pair in self._heavy or self._row(pair)[1:] for pair in around)

    def text(self, unit: int) -> list[Any]:
        """Of the unit of that number: [heading, anchor, [paragraph …]], of a question also [question, short answer]."""
        page, block = bisect_right(self._firsts, unit) - 1, self.manifest["block"]
        place = unit - self._firsts[page]
        row: list[Any] = self._file(f"t-{self.manifest['pages'][page][9]}-{place // block}")[place % block]
        return row

    def weigh(self, clauses: dict[str, float]) -> list[tuple[int, float]]:
        """The units that hold any of the terms, by the score of Lunr 2.3.9."""
        known = [(term, boost, row) for term, boost in sorted(clauses.items()) if any((row := self._row(term))[1:3])]
        size = math.sqrt(sum(boost * boost for _, boost, _ in known))
        sums: list[dict[int, float]] = [{}, {}]
        seen: dict[int, None] = {}
        for _, boost, row in known:
            lists = [list(_postings(part)) for part in [*row[1:3], 0, 0][:2]]
            df = sum(map(len, lists))
            idf = math.log(1 + abs((self.manifest["units"] - df + 0.5) / (df + 0.5)))
            for field, postings in enumerate(lists):
                for unit, times in postings:
                    sums[field][unit] = sums[field].get(unit, 0.0) + boost * self._weight(idf, field, unit, times)
                    seen[unit] = None
        hits = [(unit, sums[0].get(unit, 0.0) / size + sums[1].get(unit, 0.0) / size) for unit in seen]
        return sorted(hits, key=lambda hit: -hit[1])

    def _weight(self, idf: float, field: int, unit: int, times: int) -> float:
        m = self.manifest
        ratio = self._lengths[field][unit] / m["averages"][field]
        weight: float = idf * ((m["k1"] + 1) * times) / (m["k1"] * (1 - m["b"] + m["b"] * ratio) + times)
        return math.floor(weight * 1000 + 0.5) / 1000

    def _said(
        self, words: Sequence[str], typed: Sequence[str], asked: set[str]
    ) -> Iterator[tuple[int, int, Sequence[str]]]:
        found = []
        for at, word in enumerate(words):
            for key in [one for one in (word, "_".join(words[at : at + 2])) if one in asked]:
                for phrase, *law in (self._row(key)[3:] or [[]])[0]:
                    said, accents = syllables(phrase), written(phrase)
                    fits = all(
                        typed[at + k] in (words[at + k], accent) for k, accent in enumerate(accents[: len(words) - at])
                    )
                    if list(words[at : at + len(said)]) == said and fits:
                        found.append((-len(said), at, law))
        used: set[int] = set()
        for size, at, law in sorted(found, key=lambda one: one[:2]):
            if not used & set(range(at, at - size)):
                used |= set(range(at, at - size))
                yield at, -size, law

    def _accents_first(
        self, words: Sequence[str], typed: Sequence[str], hits: list[tuple[int, float]]
    ) -> list[tuple[int, float]]:
        keys = [f"{word}:{way}" for word, way in zip(words, typed, strict=True) if word != way]
        if len(words) > 2 or not keys:
            return hits
        more: dict[int, float] = {}
        for key in keys:
            for unit, _ in _postings([*self._row(key), 0][1]):
                more[unit] = more.get(unit, 0.0) + ACCENT
        return sorted(((unit, score * (1 + more.get(unit, 0.0))) for unit, score in hits), key=lambda hit: -hit[1])

    def _row(self, term: str) -> list[Any]:
        place = bisect_right(self.manifest["starts"], term) - 1
        if place < 0:
            return [term]
        group = self.manifest
        if group["grouped"]:
            group = self._file(_named("g", group["names"], place))
        rows = self._file(_named("s", group["names"], bisect_right(group["starts"], term) - 1))
        return next((row for row in rows if row[0] == term), [term])

    def _found(self, unit: int, score: float) -> tuple[_Page, Found]:
        row = self.manifest["pages"][bisect_right(self._firsts, unit) - 1]
        address, title, book, _, _, number, _, _, state, _ = row
        heading, anchor, *_ = self.text(unit)
        place = f"{address}/#{anchor}" if anchor else f"{address}/"
        page = f"{title} ({number})" if number and number not in title else f"{book}, {title}" if book else title
        state = self._state(self.manifest["states"].get(str(unit), state))
        return row, Found(place, heading or title, page, state, score)

    def _state(self, state: Any) -> str:
        if state == -1:
            return ""
        place = state if isinstance(state, int) else [at for day, at in state if day <= self._today][-1]
        label: str = self.manifest["statuses"][place][1]
        return label

    @cached_property
    def _lengths(self) -> list[list[int]]:
        data = self._file(f"lengths-{self.manifest['lengths']}")
        level = dict(zip(data["signs"], data["levels"], strict=True))
        return [[level[sign] for sign in text] for text in data["lengths"]]

    @cached_property
    def _firsts(self) -> list[int]:
        return list(accumulate((page[7] for page in self.manifest["pages"][:-1]), initial=0))

    @cached_property
    def _articles(self) -> dict[int, int]:
        split = self.manifest["split"]
        return {first + k: first for first, count in zip(split[::2], split[1::2], strict=True) for k in range(count)}

    def _read(self, name: str) -> Any:
        text = (self._folder / name).read_text(encoding="utf-8")
        return json.loads(text[text.index(",") + 1 : -1])


def _named(kind: str, names: str, place: int) -> str:
    return f"{kind}-{names[8 * place : 8 * place + 8]}"


def _words(question: str) -> tuple[list[str], list[str]]:
    """The syllables of a question without accents and as typed."""
    read = nfc(question)[:LETTERS]
    words, typed = syllables(read)[:SYLLABLES], written(read)[:SYLLABLES]
    return words, typed if len(typed) == len(words) else words


def _postings(packed: Any) -> Iterator[tuple[int, int]]:
    unit, rest = 0, iter(packed or ())
    for step in rest:
        unit += step >> 1
        yield unit, next(rest) if step & 1 else 1
