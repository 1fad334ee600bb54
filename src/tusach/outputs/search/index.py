"""Units to files: the index in shards, the texts for the snippets in blocks, and a manifest that names them.

Each is named by its own content: an edit renames what it changes, and a new build never mixes with an old one in a cache.

All are `.js` files that call `tusachSearch.take(...)`, because a page opened from a USB stick may load scripts but may
not fetch. A unit has two fields: `title` (law, number, heading) and `text` (the title again, lent words and the body), so
that a term is weighed in the whole unit. What `search/README` of a site says is this file's contract.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace as changed
from itertools import groupby
from typing import Any

from tusach.law.vietnamese import fold, syllables, terms, written
from tusach.outputs.page import Page
from tusach.outputs.search.facets import facets
from tusach.outputs.search.lending import lent_words
from tusach.outputs.search.postings import FIELDS, Postings, gather
from tusach.outputs.search.scripts import README, data_of, lunr_script, script_of
from tusach.outputs.search.shards import accented_units, index_files, quantised
from tusach.outputs.search.units import Unit, units
from tusach.shelf.concordance import Concordance
from tusach.shelf.phrases import Synonym, listed_synonyms

FOLDER = "search"
# What lies here is named by its content and kept for ever.
DATA = f"{FOLDER}/data"
# Units of a page whose texts travel together: the first ten hits stand in ten blocks.
BLOCK = 2


def search_files(
    concordance: Concordance, pages: Mapping[str, Page], lunr_js: str, database: str = ""
) -> dict[str, bytes]:
    """The files of the search over the finished pages, by path on the site; `pages` by the paths of their Markdown.

    `lunr_js` is the source of lunr.js 2.3.9; `database` is where a document off the shelf is looked up by its `{number}`.
    """
    found = list(site_units(concordance, pages))
    lent = lent_words(concordance)
    paths = {page.address: path for path, page in pages.items()}
    shared = [lent.get(paths[unit.page.address], {}).get(unit.article, ()) for unit in found]
    postings = searchable(found, shared)
    accents = accented_units([_written(unit) for unit in found])
    told, data = index_files(postings, _said((*concordance.bookcase.synonyms, *listed_synonyms())), accents)
    words = data_of("words", _words(found))
    about = facets(concordance, found, paths)
    files = {f"{DATA}/{one.name}.js": one.content for one in (*data, words)}
    for row, rows in zip(about["pages"], _texts(concordance, found, paths), strict=True):
        letters = data_of("t", rows).letters
        row.append(letters)
        for place in range(0, len(rows), BLOCK):
            name = f"t-{letters}-{place // BLOCK}"
            files[f"{DATA}/{name}.js"] = script_of(name, rows[place : place + BLOCK])
    manifest = {**told, "words": words.letters, "block": BLOCK, "database": database, **about}
    files[f"{FOLDER}/manifest.js"] = script_of("manifest", manifest)
    files[f"{FOLDER}/README"] = README.encode()
    files[f"{FOLDER}/lunr-index.js"] = lunr_script(lunr_js)
    return files


def site_units(concordance: Concordance, pages: Mapping[str, Page]) -> Iterator[Unit]:
    """The units of all pages, documents as they read on the day of the concordance."""
    for path, page in pages.items():
        owner = concordance.bookcase.owner.get(path)
        changes = concordance.history.changes(owner) if owner and page.kind == "document" else ()
        yield from units(page, changes, concordance.today)


def searchable(found: Sequence[Unit], lent: Sequence[Iterable[str]]) -> Postings:
    """The postings of the units with the phrases lent to each, over the terms worth keeping; lengths quantised."""
    table = [_fields(unit, phrases) for unit, phrases in zip(found, lent, strict=True)]
    kept = _kept_terms(table)
    postings = gather(
        FIELDS, [{name: [one for one in row if one in kept] for name, row in fields.items()} for fields in table]
    )
    return changed(postings, lengths=quantised(postings.lengths))


def _fields(unit: Unit, lent: Iterable[str]) -> dict[str, list[str]]:
    # The opening of a page has no heading of its own: its title is what it is about.
    title = _terms_of((unit.page.book, unit.page.title, unit.page.number, unit.heading))
    # In the title too they found 4 more of 60 everyday questions, and cost those in the law's own words 0.05 of MRR.
    return {"title": title, "text": title + _terms_of(lent) + terms(unit.body)}


def _terms_of(parts: Iterable[str]) -> list[str]:
    return [term for part in parts for term in terms(part)]


def _kept_terms(table: Iterable[Mapping[str, list[str]]]) -> frozenset[str]:
    """Every syllable, and every pair of syllables that stands in two units or more, or in a title."""
    counts: Counter[str] = Counter()
    named: set[str] = set()
    for row in table:
        counts.update(set(row["text"]))
        named.update(row["title"])
    return frozenset(term for term, count in counts.items() if "_" not in term or count > 1 or term in named)


def _said(synonyms: Iterable[Synonym]) -> dict[str, list[tuple[str, ...]]]:
    """Under the first pair of syllables of what people say (the only one when there is one): [said, law's words …]."""
    found: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for synonym in synonyms:
        for phrase in synonym.say:
            words = syllables(phrase)
            if words:
                found["_".join(words[:2])][phrase] |= dict.fromkeys(synonym.law)
    return {key: [(phrase, *law) for phrase, law in table.items()] for key, table in found.items()}


def _written(unit: Unit) -> list[tuple[str, str]]:
    text = f"{unit.page.title} {unit.heading} {unit.body}"
    return [(fold(word), word) for word in dict.fromkeys(written(text))]


def _words(found: Sequence[Unit]) -> str:
    """The site's syllables, the commonest first, each as it is mostly written: what spelling help chooses from."""
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    for unit in found:
        for folded, word in _written(unit):
            if not any(char.isdigit() for char in folded):
                ways[folded][word] += 1
    order = sorted(ways, key=lambda folded: (-ways[folded].total(), folded))
    return " ".join(min(ways[folded], key=lambda word: (-ways[folded][word], word)) for folded in order)


def _texts(concordance: Concordance, found: Sequence[Unit], paths: Mapping[str, str]) -> Iterator[list[list[Any]]]:
    """Of each page the texts of its units: [heading, anchor, [paragraph …]], of a question's opening also [question, short answer]."""
    for _, own in groupby(found, key=lambda unit: unit.page.address):
        yield [_text_row(concordance, unit, paths) for unit in own]


def _text_row(concordance: Concordance, unit: Unit, paths: Mapping[str, str]) -> list[Any]:
    row: list[Any] = [unit.heading, unit.anchor, list(unit.text)]
    owner = concordance.bookcase.owner.get(paths[unit.page.address])
    question = getattr(owner.fields, "question", "") if owner and not unit.anchor else ""
    return [*row, [question, getattr(owner.fields, "short_answer", "")]] if owner and question else row
