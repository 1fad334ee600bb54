"""Which law a name without a number means on a day: a dated table (names.yml), not a rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tusach.law.vietnamese import fold
from tusach.shelf.frontmatter import read_table


@dataclass(frozen=True)
class NamedLaw:
    """A law under its `name`: from which day it surely was the law of that name, until which it was (None: still).

    `by` is the number of the law that ended it, "" when not told.
    """

    name: str
    number: str
    begins: date
    until: date | None = None
    by: str = ""

    @property
    def year(self) -> str:
        """The year in its number, "" when the number has none."""
        parts = self.number.split("/")
        return parts[1] if len(parts) > 2 else ""


@cache
def _table() -> Mapping[str, Any]:
    return read_table((Path(__file__).parent / "names.yml").read_text(encoding="utf-8"))


@cache
def assembly_terms() -> Mapping[str, tuple[int, int]]:
    """The terms of the National Assembly, "15", with the first and last year in which one of that term passed laws."""
    return {term: (int(first), int(last)) for term, (first, last) in _table()["terms"].items()}


def sure_until(law: NamedLaw) -> int:
    """The last year in which surely no other law of that name was passed: two years before the table was made, while it is in force.

    A law takes effect at the latest some two years after it is passed; after its end another may have been passed at any time.
    """
    return 0 if law.until else int(_table()["as_of"][:4]) - 1


@cache
def listed_laws() -> tuple[NamedLaw, ...]:
    """The laws of names.yml."""
    return tuple(
        NamedLaw(name, row["number"], date.fromisoformat(row["from"]), _day(row.get("until")), row.get("by", ""))
        for name, rows in _table()["laws"].items()
        for row in rows
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


class Names:
    """Finds the law of a name on a day among the laws given."""

    def __init__(self, laws: Iterable[NamedLaw]) -> None:
        table: dict[str, list[NamedLaw]] = defaultdict(list)
        for law in laws:
            table[fold(law.name)].append(law)
        self._laws: Mapping[str, list[NamedLaw]] = table
        self.all = tuple({law.name for rows in table.values() for law in rows})

    def find(self, name: str, year: str, day: date) -> str:
        """The number of the law of that name in force on `day`, or of that year; "" when no listed one surely is."""
        rows = self._laws.get(fold(name), [])
        if year:
            fit = [law for law in rows if law.year == year]
        else:
            fit = [law for law in rows if law.begins <= day and (law.until is None or day < law.until)]
        return max(fit, key=lambda law: law.begins).number if fit else ""
