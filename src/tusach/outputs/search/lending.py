"""Lent words: what others say of an Điều in plain words is searched as if it stood in its text.

Where a question does not share the law's words, nothing in the law can be found by it; but the publications that cite an
Điều, the synonyms that rest on it and the askings of editors name it as people do. Web search learnt the same from links.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from tusach.law.citation import citations
from tusach.shelf.concordance import Concordance
from tusach.shelf.fields import DocumentFields
from tusach.shelf.mentions import Mention
from tusach.shelf.phrases import listed_askings, listed_synonyms
from tusach.shelf.publication import Publication

# A publication that cites more Điều than these is about none of them.
_FEW = 5

Lent = Mapping[str, Mapping[str, tuple[str, ...]]]


def lent_words(concordance: Concordance) -> Lent:
    """For each document, by its path, and each of its Điều, by its anchor: the phrases lent to it, each once."""
    found: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for document, article, phrase in _phrases(concordance):
        if phrase:
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
                yield from ((target.document, _article(target.anchor), phrase) for phrase in synonym.say)
    for path, mentions in concordance.mentions.of_text.items():
        item = concordance.bookcase.owner[path]
        if not isinstance(item.fields, DocumentFields):
            for document, article in _explained(item, mentions):
                yield from ((document, article, phrase) for phrase in _words_of(item))


def _explained(item: Publication, mentions: Iterable[Mention]) -> Iterable[tuple[Publication, str]]:
    """The Điều a publication is about: those its short answer rests on, else those it cites when they are few."""
    answer = (item.path, item.field_line("short_answer"))
    cited = [
        ((target.document, _article(anchor)), (mention.leaf.path, mention.line) == answer)
        for mention in mentions
        if (target := mention.target) and target.document
        for anchor in (target.anchor, *mention.anchors)
        if anchor
    ]
    resting = dict.fromkeys(key for key, is_answer in cited if is_answer)
    every = dict.fromkeys(key for key, _ in cited)
    return resting or (every if len(every) <= _FEW else ())


def _article(anchor: str) -> str:
    return "-".join(anchor.split("-")[:2])


def _words_of(item: Publication) -> Iterator[str]:
    yield item.title
    yield item.summary
    yield getattr(item.fields, "question", "")
