"""A Lunr index without its weights, a fifth of the size: `engine.js` computes them again by Lunr's own formula.

Lunr 2.3.9 serializes every weight twice over (postings, and vectors of every field of every unit), but a weight follows
from how often a term stands in a field, how long the field is and how many units hold the term. Those three travel; the
parity tests hold the rebuilt index equal to the whole one, score by score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lunr.builder import Builder


def packed(builder: Builder, boosts: Mapping[str, float], k1: float, b: float) -> dict[str, Any]:
    """What `engine.js` needs to rebuild the index of a builder whose units are numbered from 0.

    `lengths` holds each field's length in every unit; `terms` all terms in JavaScript's order, joined by spaces;
    `postings` for each term one row a field: unit numbers as differences, doubled, odd when a count greater than one
    follows.
    """
    count = builder.document_count
    terms = sorted(builder.inverted_index, key=lambda term: term.encode("utf-16-be"))
    return {
        "k1": k1,
        "b": b,
        "count": count,
        "boosts": dict(boosts),
        "lengths": {name: [builder.field_lengths[f"{name}/{unit}"] for unit in range(count)] for name in boosts},
        "terms": " ".join(terms),
        "postings": [[_row(builder, term, name) for name in boosts] for term in terms],
    }


def _row(builder: Builder, term: str, name: str) -> Sequence[int]:
    row: list[int] = []
    last = 0
    for unit in sorted(map(int, builder.inverted_index[term][name])):
        times = builder.field_term_frequencies[f"{name}/{unit}"][term]
        row += [(unit - last) * 2] if times == 1 else [(unit - last) * 2 + 1, times]
        last = unit
    return row
