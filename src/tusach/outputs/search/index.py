"""Units to files: a Lunr index, the texts for the snippets in blocks, and a manifest that names them.

All are `.js` files that call `tusachSearch.take(...)`, because a page opened from a USB stick may load scripts but may
not fetch. Fields and weights: title and heading stand again in the body, so that a term is weighed in the whole unit.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import rjsmin
from lunr.builder import Builder
from lunr.pipeline import Pipeline

from tusach.law.vietnamese import terms
from tusach.outputs.page import Page
from tusach.outputs.search.packing import packed
from tusach.outputs.search.units import Unit, units

FOLDER = "search"
BLOCK = 40
_BOOSTS = {"title": 2, "heading": 3, "number": 3, "body": 1}
# Measured over 11,354 articles with real questions: shorter saturation and stronger length normalisation than Lunr's own.
_K1, _B = 0.6, 0.9


@dataclass(frozen=True)
class SearchFiles:
    """The files to write, by path on the site, and the number of `units` they answer for."""

    files: Mapping[str, bytes]
    units: int


def build_search(pages: Iterable[Page], labels: Mapping[str, str], lunr_js: str) -> SearchFiles:
    """Index the pages. `labels` names kinds and topics for the filters; `lunr_js` is the source of lunr.js 2.3.9."""
    found = [unit for page in pages for unit in units(page)]
    files: dict[str, bytes] = {}
    index = _add(files, "index", packed(lunr_builder(found), _BOOSTS, _K1, _B))
    texts = [
        _add(files, f"text{start // BLOCK}", [unit.body for unit in found[start : start + BLOCK]])
        for start in range(0, len(found), BLOCK)
    ]
    engine = _add_script(files, "engine", lunr_js, _script("engine.js"))
    manifest = {"engine": engine, "index": index, "texts": texts, "block": BLOCK, "labels": labels, **_catalog(found)}
    files[f"{FOLDER}/manifest.js"] = _call("manifest", manifest)
    return SearchFiles(files, len(found))


def page_script() -> str:
    """The script every page carries: Vietnamese folding and the search box, without the engine."""
    return f"{_script('vietnamese.js')}\n{_script('search.js')}"


def lunr_builder(found: Sequence[Unit]) -> Builder:
    """A Lunr builder that holds the units under their ranks as refs, ready to build."""
    rows = [_fields(unit) for unit in found]
    kept = _kept_terms(rows)
    builder = Builder()
    builder.pipeline = Pipeline()
    builder.search_pipeline = Pipeline()
    builder.ref("id")
    builder.k1(_K1)
    builder.b(_B)
    for name, boost in _BOOSTS.items():
        builder.field(name, boost=boost)
    for rank, row in enumerate(rows):
        kept_row = {name: [term for term in value if term in kept] for name, value in row.items()}
        builder.add({"id": str(rank), **kept_row})
    return builder


def _fields(unit: Unit) -> dict[str, list[str]]:
    title = terms(unit.page.book) + terms(unit.page.title)
    # The opening of a page has no heading of its own: its title is what it is about.
    heading, number = terms(unit.heading or unit.page.title), terms(unit.page.number)
    return {"title": title, "heading": heading, "number": number, "body": title + heading + number + terms(unit.body)}


def _kept_terms(rows: Sequence[Mapping[str, list[str]]]) -> frozenset[str]:
    """Every syllable, and every pair of syllables that stands in two units or more, or in a title or heading."""
    counts: Counter[str] = Counter()
    named: set[str] = set()
    for row in rows:
        counts.update(set(row["body"]))
        named.update(row["title"], row["heading"], row["number"])
    return frozenset(term for term, count in counts.items() if "_" not in term or count > 1 or term in named)


def _catalog(found: Sequence[Unit]) -> dict[str, Any]:
    """The pages and, for each unit, its page's rank, heading and anchor: what a list of hits shows without the texts."""
    ranks: dict[str, int] = {}
    pages: list[list[Any]] = []
    rows: list[list[Any]] = []
    for unit in found:
        page = unit.page
        if page.address not in ranks:
            ranks[page.address] = len(pages)
            pages.append([page.address, page.title, page.book, page.kind, list(page.topics)])
        rows.append([ranks[page.address], unit.heading, unit.anchor])
    return {"pages": pages, "units": rows}


def _add(files: dict[str, bytes], name: str, data: Any) -> str:
    return _named(files, name, _call(name, data))


def _add_script(files: dict[str, bytes], name: str, *sources: str) -> str:
    return _named(files, name, "\n".join(rjsmin.jsmin(source) for source in sources).encode())


def _named(files: dict[str, bytes], name: str, content: bytes) -> str:
    """Put the file under a name that holds its content's hash, so that browsers may keep it for good."""
    path = f"{name}-{hashlib.sha256(content).hexdigest()[:10]}.js"
    files[f"{FOLDER}/{path}"] = content
    return path


def _call(name: str, data: Any) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # U+2028 and U+2029 end a line in old JavaScript engines even inside a string.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f'tusachSearch.take("{name}",{text})'.encode()


def _script(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
