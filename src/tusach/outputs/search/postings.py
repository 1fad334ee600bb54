"""The postings of all units, gathered with numpy: equal, byte for byte, to what lunr.py's own builder makes of them.

Lunr 2.3.9 weighs a term of a field by idf, frequency and field length; weights are rounded to three places. `whole_index`
writes them out as Lunr serializes an index; the shards leave them to the reader, who has the three numbers they come from.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

# Measured over 9,292 units with questions of a competition, headings and everyday questions: shorter saturation and stronger length normalisation than Lunr's own.
K1, B = 0.6, 0.85
FIELDS = ("title", "text")


@dataclass(frozen=True)
class Postings:
    """Terms with their postings; `terms` in JavaScript's order (UTF-16).

    `lengths[field][unit]` counts the terms of a field of a unit. The three arrays run side by side, sorted by term, field
    and unit: `codes` = term rank * (fields * units) + field * units + unit, `times` how often; `starts[term]` is where the
    postings of a term begin, with one more at the end. `seen` holds the ranks of the terms in the order in which they first occurred.
    """

    fields: tuple[str, ...]
    terms: tuple[str, ...]
    lengths: Ints
    codes: Ints
    times: Ints
    starts: Ints
    seen: Ints

    @property
    def units(self) -> int:
        """How many units there are."""
        return int(self.lengths.shape[1])

    def df(self) -> Ints:
        """For each term, in how many fields of units it stands."""
        return np.diff(self.starts)

    def averages(self) -> list[float]:
        """The average length of each field."""
        return [int(row.sum()) / max(1, self.units) for row in self.lengths]

    def rows(self, rank: int) -> list[tuple[int, Ints, Ints]]:
        """The postings of one term, field by field: (field, units, times); fields without any are left out."""
        first, last = self.starts[rank], self.starts[rank + 1]
        local = self.codes[first:last] - rank * len(self.fields) * self.units
        times = self.times[first:last]
        found = []
        for field in range(len(self.fields)):
            inside = (local >= field * self.units) & (local < (field + 1) * self.units)
            if inside.any():
                found.append((field, local[inside] - field * self.units, times[inside]))
        return found


def gather(fields: Sequence[str], units: Sequence[Mapping[str, Sequence[str]]]) -> Postings:
    """The postings of the units; each unit gives for every field its terms in order."""
    ids: dict[str, int] = {}
    stream: list[int] = []
    places: list[int] = []
    counts = np.zeros((len(fields), len(units)), dtype=np.int64)
    for rank, unit in enumerate(units):
        for place, name in enumerate(fields):
            row = unit[name]
            counts[place, rank] = len(row)
            stream.extend([ids.setdefault(term, len(ids)) for term in row])
            places.append(place * len(units) + rank)
    by_seen = np.fromiter(stream, dtype=np.int64, count=len(stream))
    terms = sorted(ids, key=lambda term: term.encode("utf-16-be"))
    rank_of = np.empty(len(ids), dtype=np.int64)
    rank_of[[ids[term] for term in terms]] = np.arange(len(ids))
    spread = np.repeat(np.array(places, dtype=np.int64), counts.T.reshape(-1))
    codes, times = np.unique(rank_of[by_seen] * (len(fields) * len(units)) + spread, return_counts=True)
    starts = np.searchsorted(codes, np.arange(len(ids) + 1) * (len(fields) * len(units)))
    return Postings(tuple(fields), tuple(terms), counts, codes, times, starts, rank_of)


def weights(postings: Postings) -> NDArray[np.float64]:
    """The weight of every posting as lunr.Builder computes it, in the order of `codes`."""
    span = len(postings.fields) * postings.units
    local = postings.codes % span
    field, unit = local // postings.units, local % postings.units
    df = postings.df()
    distinct = {int(one): _idf(int(one), postings.units) for one in np.unique(df)}
    idf = np.array([distinct[int(one)] for one in df])[postings.codes // span]
    ratio = postings.lengths[field, unit] / np.array(postings.averages())[field]
    tf = postings.times
    raw = idf * ((K1 + 1) * tf) / (K1 * (1 - B + B * ratio) + tf)
    rounded: NDArray[np.float64] = np.round(raw, 3)
    # numpy rounds by way of a product; near a tie only Python's own rounding is what lunr.py does.
    close = np.abs(raw * 1000 % 1 - 0.5) < 1e-6
    rounded[close] = [round(float(value), 3) for value in raw[close]]
    return rounded


def _idf(df: int, units: int) -> float:
    return math.log(1 + abs((units - df + 0.5) / (df + 0.5)))


def whole_index(postings: Postings, numbered: str = "sorted") -> dict[str, Any]:
    """The index as Lunr serializes it; terms numbered as `sorted`, or as first `seen` like lunr.py's builder does."""
    count, fields = postings.units, postings.fields
    index_of = np.arange(len(postings.terms))
    if numbered == "seen":
        index_of[postings.seen] = np.arange(len(postings.terms))
    values = weights(postings)
    span = len(fields) * count
    local, terms = postings.codes % span, postings.codes // span
    by_place = np.lexsort((index_of[terms], local))
    vectors: dict[int, list[Any]] = {}
    for place, term, value in zip(
        local[by_place].tolist(), index_of[terms[by_place]].tolist(), values[by_place].tolist(), strict=True
    ):
        vectors.setdefault(place, []).extend((term, value))
    rows = [
        [f"{name}/{unit}", vectors.get(place * count + unit, [])]
        for unit in range(count)
        for place, name in enumerate(fields)
    ]
    inverted = []
    for rank in sorted(range(len(postings.terms)), key=lambda one: postings.terms[one]):
        posting: dict[str, Any] = {name: {} for name in fields}
        for field, units, _ in postings.rows(rank):
            posting[fields[field]] = {str(unit): {} for unit in units.tolist()}
        inverted.append([postings.terms[rank], {**posting, "_index": int(index_of[rank])}])
    return {"version": "2.3.9", "fields": list(fields), "fieldVectors": rows, "invertedIndex": inverted, "pipeline": []}
