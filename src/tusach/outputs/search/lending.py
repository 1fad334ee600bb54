"""Lent words: what others say of an Điều in plain words is searched as if it stood in its heading.

Where a question does not share the law's words, nothing in the law can be found by it; but the publications that cite an
Điều, the synonyms that rest on it and the askings of editors name it as people do. Web search learnt the same from links.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from tusach.law.citation import citations
from tusach.shelf.concordance import Concordance
from tusach.shelf.fields import DocumentFields
from tusach.shelf.phrases import listed_askings, listed_synonyms
from tusach.shelf.publication import Publication

Lent = Mapping[str, Mapping[str, tuple[str, ...]]]


def lent_words(concordance: Concordance) -> Lent:
    """For each document, by its path, and each of its Điều, by its anchor: the phrases lent to it, each once."""
    found: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for document, article, phrase in _phrases(concordance):
        found[document.path][article][phrase] = None
    return {path: {article: tuple(rows) for article, rows in table.items()} for path, table in found.items()}


def _phrases(concordance: Concordance) -> Iterator[tuple[Publication, str, str]]:
    for name, document in concordance.bookcase.documents.items():
        assert isinstance(document.fields, DocumentFields)
        for table in (document.fields.asked_as, listed_askings(name)):
            for article, phrases in table.items():
                yield from ((document, article, phrase) for phrase in phrases)
    for synonym in (*concordance.bookcase.synonyms, *listed_synonyms()):
        for citation in citations(synonym.source, concordance.resolver.names):
            target = concordance.resolver.resolve(citation, None)
            if target and target.document and target.anchor:
                article = "-".join(target.anchor.split("-")[:2])
                yield from ((target.document, article, phrase) for phrase in synonym.say)
    for mention in concordance.mentions.all:
        target = mention.target
        if target and target.document and not isinstance(mention.home.fields, DocumentFields):
            for anchor in dict.fromkeys((target.anchor, *mention.anchors)):
                if anchor:
                    article = "-".join(anchor.split("-")[:2])
                    yield from ((target.document, article, phrase) for phrase in _words_of(mention.home))


def _words_of(item: Publication) -> Iterator[str]:
    """A publication about many Điều lends each only its title; a question lends its own words."""
    yield item.title
    question = getattr(item.fields, "question", "")
    if question:
        yield question
        yield item.summary
