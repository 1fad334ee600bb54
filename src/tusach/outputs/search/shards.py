"""A Lunr index in shards: a reader fetches the few that hold the words of the question, never the whole.

Lunr 2.3.9 never uses the magnitude of a document's vector, so a vector of only the question's own terms gives the same
score; and a weight follows from frequency, field length and df. So the vectors do not travel at all: a shard holds, for
each term and field, unit numbers as differences, doubled, odd when a frequency above one follows. The parity tests hold
the answers equal to the whole index, score by score. `README` beside the files of a site describes the format.
"""

from __future__ import annotations

import json
import math
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np

from tusach.outputs.search.postings import K1, B, Ints, Postings
from tusach.outputs.search.scripts import Data, data_of

# Bytes of a shard before compression: smaller ones waste names, larger ones bytes (measured over 9,292 units and questions
# of 34 terms: 2 kB send 28 kB, 4 kB 48 kB, in 33 requests). A large index takes larger ones, not more files.
_SMALLEST, _LARGEST, _ENOUGH = 2_000, 8_000, 5_000
# Above so many shards the manifest names only groups of them: a name costs five bytes, a group a further round trip. A question needs about as many
# groups as shards: small ones send least.
MOST_SHARDS, _GROUP = 1_000, 16
# A syllable in more than a seventh as many fields as there are units, or a pair in more than a quarter, is left out while three others remain.
HEAVY_SINGLE, HEAVY_PAIR = 0.15, 0.25

# Field lengths travel as one sign each: exact below 8, then in steps of a fifth.
_SIGNS = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in '"\\<')
_LEVELS = np.array([*range(8), *(round(8 * 1.2**step) for step in range(1, 43))], dtype=np.int64)

Row = list[Any]
T = TypeVar("T")


def index_files(
    postings: Postings, said: Mapping[str, Sequence[Any]], accented: Mapping[str, Sequence[int]]
) -> tuple[dict[str, Any], list[Data]]:
    """What the manifest tells of the index, and its files: shards (s), groups of shards (g), lengths.

    `said` holds what rides along with a term (synonyms that begin with it); `accented`, under "folded:accented", the units
    in which a syllable is written with these accents.
    """
    parts = [(start, data_of("s", part)) for start, part in shards(rows(postings, said, accented))]
    is_grouped = len(parts) > MOST_SHARDS
    groups = list(_groups(parts)) if is_grouped else []
    lengths = data_of("lengths", length_file(postings.lengths))
    told = {
        "units": postings.units,
        "averages": postings.averages(),
        "k1": K1,
        "b": B,
        "grouped": int(is_grouped),
        **_named(groups or parts),
        "lengths": lengths.letters,
        "heavy": heavy_terms(postings),
    }
    return told, [*(one for _, one in parts), *(one for _, one in groups), lengths]


def _groups(parts: Sequence[tuple[str, Data]]) -> Iterator[tuple[str, Data]]:
    for own in cut_by_content(parts, [1] * len(parts), [start for start, _ in parts], _GROUP):
        yield own[0][0], data_of("g", _named(own))


def _named(parts: Sequence[tuple[str, Data]]) -> dict[str, Any]:
    return {"starts": [start for start, _ in parts], "names": "".join(file.letters for _, file in parts)}


def quantised(lengths: Ints) -> Ints:
    """The lengths as they travel: the nearest level not above, so that index and reader weigh alike."""
    nearest: Ints = _LEVELS[np.searchsorted(_LEVELS, np.minimum(lengths, _LEVELS[-1]), side="right") - 1]
    return nearest


def length_file(lengths: Ints) -> dict[str, Any]:
    """The quantised lengths: `levels` by sign, and a text of one sign a unit for each field."""
    places = np.searchsorted(_LEVELS, lengths)
    return {
        "signs": _SIGNS[: len(_LEVELS)],
        "levels": _LEVELS.tolist(),
        "lengths": ["".join(_SIGNS[place] for place in row) for row in places.tolist()],
    }


def rows(postings: Postings, said: Mapping[str, Sequence[Any]], accented: Mapping[str, Sequence[int]]) -> list[Row]:
    """All rows in JavaScript's order: [term, postings of the first field, of the second, what is `said`], empty ends left out."""
    ranks = {term: rank for rank, term in enumerate(postings.terms)}
    keys = sorted({*ranks, *said, *accented}, key=_utf16)
    found = []
    for key in keys:
        row: Row = [key, *([0] * len(postings.fields))]
        if key in ranks:
            for field, units, times in postings.rows(ranks[key]):
                row[field + 1] = _deltas(units, times)
        if key in accented:
            units = np.array(accented[key], dtype=np.int64)
            row[1] = _deltas(units, np.ones_like(units))
        if key in said:
            row.append(list(said[key]))
        while row[-1] == 0:
            row.pop()
        found.append(row)
    return found


def shards(all_rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Each shard: the shortest text that sorts after the shard before it and not after its first term, and its rows."""
    sizes = [len(json.dumps(row, separators=(",", ":"), ensure_ascii=False)) for row in all_rows]
    wanted = min(max(sum(sizes) / _ENOUGH, _SMALLEST), _LARGEST)
    # In steps: an index that grew a little is cut at the same places.
    step = _SMALLEST * 2 ** (round(2 * math.log2(wanted / _SMALLEST)) / 2)
    last = ""
    for part in cut_by_content(all_rows, sizes, [row[0] for row in all_rows], step):
        term = part[0][0]
        yield next((term[:end] for end in range(1, len(term)) if _utf16(term[:end]) > _utf16(last)), term), part
        last = part[-1][0]


def cut_by_content(items: Sequence[T], sizes: Sequence[int], keys: Sequence[str], wanted: float) -> Iterator[list[T]]:
    """The items in parts of about the `wanted` size, cut where their own keys say so and not by what stands before.

    So an item that comes, goes or grows moves the cuts beside it and leaves the others, as in the chunks of rsync or restic.
    """
    average = sum(sizes) / max(1, len(sizes))
    # In steps too.
    often = 2 ** round(math.log2(max(1, wanted / 4 / average)))
    part: list[T] = []
    size = 0
    for item, own, key in zip(items, sizes, keys, strict=True):
        is_cut = size >= wanted * 3 / 4 and zlib.crc32(key.encode()) % often == 0
        if part and (is_cut or size + own > 1.5 * wanted):
            yield part
            part, size = [], 0
        part.append(item)
        size += own
    if part:
        yield part


def heavy_terms(postings: Postings) -> list[str]:
    """The terms so common that a question is answered better and cheaper without them."""
    share = postings.df() / max(1, postings.units)
    return [
        term
        for term, part in zip(postings.terms, share.tolist(), strict=True)
        if part > (HEAVY_PAIR if "_" in term else HEAVY_SINGLE)
    ]


def accented_units(texts: Sequence[Iterable[tuple[str, str]]]) -> dict[str, list[int]]:
    """For each syllable that is written in several ways, under "folded:accented", the units that write it so.

    `texts` gives for every unit its (folded, accented) syllables. A way that stands in most units tells nothing.
    """
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for unit, pairs in enumerate(texts):
        for folded, accented in dict.fromkeys(pairs):
            found[folded][accented].append(unit)
    return {
        f"{folded}:{accented}": units
        for folded, ways in found.items()
        if len(ways) > 1
        for accented, units in ways.items()
        if len(units) <= len(texts) / 4
    }


def _deltas(units: Ints, times: Ints) -> list[int]:
    steps: list[int] = (np.diff(units, prepend=0) * 2).tolist()
    if (times == 1).all():
        return steps
    pairs = zip(steps, times.tolist(), strict=True)
    return [part for step, many in pairs for part in ((step,) if many == 1 else (step + 1, many))]


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-be")
