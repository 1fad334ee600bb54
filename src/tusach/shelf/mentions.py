"""Who cites whom, both ways: every citation of every text with its line, where it stands and where it leads."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from tusach.law.citation import Citation, citations
from tusach.law.provision import Provision, provisions
from tusach.law.quotation import is_quoted
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.citing import NOWHERE, Resolver, Spot, Target
from tusach.shelf.fields import DocumentFields, LectureFields
from tusach.shelf.lecture import cues_of
from tusach.shelf.links import beside, prose
from tusach.shelf.publication import Leaf, Publication

_LINKED = re.compile(r"!?\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])|`[^`]*`")
_BEGINS = re.compile(r"\s*(?:#|>|\||[-*+]\s|\d+[a-zđ]?\\?[.)]\s|[a-zđ]{1,2}\)\s)")
_SIGNS = re.compile(r"[*_]{1,3}|\\(?=[.*_)])")


@dataclass(frozen=True)
class Mention:
    """One citation of a text: `words` as written on `line` of `leaf`, part of the publication `home`.

    What is said in a recording stands in its file of captions (`captions`, "" for what is written).

    `target` is where its first unit leads (None: nowhere sure), `anchors` are all units cited in the target document;
    `article` is the anchor of the Điều in which a document's own citation stands.
    """

    leaf: Leaf
    home: Publication
    line: int
    words: str
    citation: Citation
    target: Target | None
    anchors: tuple[str, ...]
    article: str = ""
    captions: str = ""

    @property
    def path(self) -> str:
        """The file that holds the line."""
        return self.captions or self.leaf.path


@dataclass(frozen=True)
class Passage:
    """What is read as one run of words: a paragraph or heading of `leaf`, a field of it, all that is said in its recording.

    `lines` bear the numbers that they have in the file: the leaf's own, or that of its `captions`.
    """

    leaf: Leaf
    lines: tuple[tuple[int, str], ...]
    captions: str = ""


def passages(bookcase: Bookcase, item: Publication) -> Iterator[Passage]:
    """Everything that a publication says to its readers, its title aside, in the order of its files."""
    for leaf in item.leaves:
        for name in ("question", "short_answer", "summary"):
            if text := getattr(leaf.fields, name, ""):
                yield Passage(leaf, ((leaf.field_line(name), text),))
        for lines in _paragraphs(leaf.body):
            yield Passage(leaf, tuple((leaf.line + number - 1, text) for number, text in lines))
    if isinstance(item.fields, LectureFields) and (cues := cues_of(bookcase, item)):
        yield Passage(item, tuple((cue.line, cue.text) for cue in cues), beside(item.path, item.fields.captions))


class Mentions:
    """All citations of one bookcase."""

    def __init__(self, bookcase: Bookcase, resolver: Resolver) -> None:
        self._bookcase = bookcase
        self._resolver = resolver

    @cached_property
    def all(self) -> tuple[Mention, ...]:
        """Every citation, in the order of files and lines."""
        return tuple(mention for item in self._bookcase.publications for mention in self._of(item))

    @cached_property
    def of_text(self) -> Mapping[str, tuple[Mention, ...]]:
        """The citations that stand in a publication, by its path."""
        return _grouped((mention.home.path, mention) for mention in self.all)

    @cached_property
    def _to_article(self) -> Mapping[str, tuple[Mention, ...]]:
        rows = []
        for mention in self.all:
            if mention.target and mention.target.document:
                articles = {_article_of(anchor) for anchor in (mention.target.anchor, *mention.anchors)} - {""}
                rows += [(f"{mention.target.document.path}#{article}", mention) for article in sorted(articles)]
        return _grouped(rows)

    def of_article(self, document: Publication, article: str) -> tuple[Mention, ...]:
        """The citations that lead into an Điều, given by its anchor."""
        return self._to_article.get(f"{document.path}#{article}", ())

    def explaining(self, document: Publication, article: str) -> tuple[Publication, ...]:
        """The educational publications that cite an Điều: what explains it on this site, those that cite it most first."""
        count: dict[str, list[Mention]] = defaultdict(list)
        for mention in self.of_article(document, article):
            if not isinstance(mention.home.fields, DocumentFields):
                count[mention.home.path].append(mention)
        rows = sorted(count.values(), key=lambda found: (-len(found), found[0].home.path))
        return tuple(found[0].home for found in rows)

    def citing(self, document: Publication, article: str) -> tuple[tuple[Publication, str], ...]:
        """The Điều of documents, this one too, that cite an Điều: each document with the anchor of its Điều."""
        found = {
            (mention.home.path, mention.article): (mention.home, mention.article)
            for mention in self.of_article(document, article)
            if isinstance(mention.home.fields, DocumentFields) and mention.article
            if (mention.home.path, mention.article) != (document.path, article)
        }
        return tuple(found.values())

    def _of(self, item: Publication) -> Iterator[Mention]:
        leaf, spot = None, NOWHERE
        spots: Mapping[int, Spot] = {}
        for passage in passages(self._bookcase, item):
            if passage.leaf is not leaf:
                leaf, spot = passage.leaf, NOWHERE
                spots = _spots(leaf) if isinstance(item.fields, DocumentFields) else {}
            spot = spots.get(passage.lines[0][0], spot)
            if not passage.lines[0][1].startswith("#"):
                yield from self._in(passage, item, spot)

    def _in(self, passage: Passage, home: Publication, spot: Spot) -> Iterator[Mention]:
        """The citations of one passage; a citation may run over its lines."""
        plain = [_plain(text) for _, text in passage.lines]
        text = "\n".join(plain)
        of_law = isinstance(home.fields, DocumentFields)
        for citation in citations(text, self._resolver.names):
            quoted = of_law and (passage.lines[0][1].startswith(">") or is_quoted(text, citation.start))
            target = self._resolver.resolve(citation, home, replace(spot, quoted=quoted))
            anchors = (target.anchor, *target.more) if target and target.document else ()
            words = " ".join(text[citation.start : citation.end].split())
            article = f"dieu-{spot.article}" if spot.article else ""
            line = passage.lines[text.count("\n", 0, citation.start)][0]
            yield Mention(passage.leaf, home, line, words, citation, target, anchors, article, passage.captions)


def _paragraphs(body: str) -> Iterator[list[tuple[int, str]]]:
    """The lines of each paragraph with their numbers: a blank line, a heading, a list or a table row begins a new one."""
    lines: list[tuple[int, str]] = []
    for number, text in prose(body):
        follows = lines and number == lines[-1][0] + 1 and text.strip() and not _BEGINS.match(text)
        if lines and not (follows and lines[0][1].startswith(">") == text.startswith(">")):
            yield lines
            lines = []
        if text.strip():
            lines.append((number, text))
    if lines:
        yield lines


def _plain(line: str) -> str:
    """A line of Markdown without what is linked already, code, and the signs of emphasis."""
    return _SIGNS.sub("", _LINKED.sub(" ", line))


def _spots(leaf: Leaf) -> Mapping[int, Spot]:
    """The Điều, khoản and unit that begin on each line of a document's file."""
    found: dict[int, Spot] = {}
    article = clause = ""
    for unit in provisions(leaf.body):
        if unit.kind == "dieu":
            article, clause = _tail(unit, "dieu-"), ""
        elif unit.kind == "khoan":
            clause = _tail(unit, "khoan-")
        elif unit.kind != "diem":
            article = clause = ""
        found[leaf.line + unit.line - 1] = Spot(article, clause, unit.anchor)
    return found


def _tail(unit: Provision, mark: str) -> str:
    return unit.anchor.rpartition(mark)[2]


def _article_of(anchor: str) -> str:
    return "-".join(anchor.split("-")[:2]) if anchor.startswith("dieu-") else ""


def _grouped(rows: Iterable[tuple[str, Mention]]) -> Mapping[str, tuple[Mention, ...]]:
    found: dict[str, list[Mention]] = defaultdict(list)
    for key, mention in rows:
        found[key].append(mention)
    return {key: tuple(mentions) for key, mentions in found.items()}
