"""From what Markdown gave to the finished page: safe, shaped for its genre, its terms explained."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from urllib.parse import quote

from tusach.law.citation import citations
from tusach.law.glossary import Definition
from tusach.law.quotation import Worded, is_quoted
from tusach.law.vietnamese import slug, sort_key
from tusach.outputs import html as finished
from tusach.outputs import linking
from tusach.outputs.annotate import annotated
from tusach.outputs.dialogue import dialogue_shaped
from tusach.outputs.elsewhere import loading_nothing
from tusach.outputs.heights import with_heights
from tusach.outputs.linking import Span, linked
from tusach.outputs.notes import document_notes
from tusach.outputs.page import Page
from tusach.outputs.previews import Place
from tusach.outputs.quiz import quiz_shaped
from tusach.shelf.citing import Spot
from tusach.shelf.concordance import Concordance
from tusach.shelf.fields import DocumentFields
from tusach.shelf.publication import Leaf, Publication

_SECTIONED = ("leaflet", "lecture", "broadcast", "skit")

Term = tuple[Definition, Publication]


@lru_cache(maxsize=32)
def _any_of(terms: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the terms as whole words, the longest first; not inside the name of a law."""
    longest_first = "|".join(map(re.escape, sorted(terms, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?<!luật )(?:{longest_first})(?!\w)", re.IGNORECASE)


class Shaper:
    """Shapes the pages of one bookcase and keeps the finished ones: `pages` and their `terms`, by path.

    `shown` holds their final HTML, with the notes of documents. `cited` holds the places in other documents that a page links to, by the page's address;
    `sources` the documents it cites, or their numbers when they are not on the shelf.
    """

    def __init__(self, concordance: Concordance, database: str = "", plain: bool = False) -> None:
        """`plain` writes addresses that end in index.html; `database` is where to look up a `{number}` not on the shelf."""
        self.bookcase = concordance.bookcase
        self.today = concordance.today
        self.plain = plain
        self._database = database
        self.concordance = concordance
        self._resolver = concordance.resolver
        self.cited: dict[str, dict[Place, None]] = defaultdict(dict)
        self.sources: dict[str, dict[Publication | str, None]] = defaultdict(dict)
        self.pages: dict[str, Page] = {}
        self.shown: dict[str, str] = {}
        self.terms: dict[str, tuple[Term, ...]] = {}
        self._glossaries: dict[str, Mapping[str, Term]] = {}

    def shape(self, leaf: Leaf, html: str) -> str:
        """The finished HTML of a page whose Markdown gave `html`."""
        owner = self.bookcase.owner.get(leaf.path)
        html = finished.scrolling_tables(loading_nothing(finished.safe(html)))
        if owner is not None and owner.kind.key in _SECTIONED:
            html = finished.sections(html)
        if owner is not None and owner.kind.key == "document":
            html = finished.sections(finished.linked_units(html))
        html = linked(html, lambda run, place: self._citations(run, place, owner, leaf.address))
        if owner is not None and owner.kind.key == "quiz":
            html = quiz_shaped(html)
        if owner is not None and owner.kind.key == "dialogue":
            html = dialogue_shaped(html)
        if owner is not None:
            html = self._explained(leaf, owner, html)
        if leaf is not self.bookcase.home:
            self.pages[leaf.path] = self._page(leaf, owner, html)
        if owner is not None and owner.kind.key == "document":
            notes = document_notes(
                self.concordance,
                owner,
                lambda item, anchor: self._href(item, anchor, leaf.address),
                lambda text, word: self._worded(text, word, owner, leaf.address),
            )
            html = annotated(html, notes) if notes else html
        self.shown[leaf.path] = html
        return with_heights(html) if owner is not None and owner.kind.key == "document" else html

    def linked_text(self, item: Publication, text: str) -> str:
        """Plain text of the front matter as HTML with its citations linked."""
        inner = linked(f"<p>{escape(text)}</p>", lambda run, place: self._citations(run, place, item, item.address))
        return inner.removeprefix("<p>").removesuffix("</p>")

    def _worded(self, text: str, word: Worded, owner: Publication, address: str) -> str:
        """A paragraph of a new wording with its citations linked as they are in the amended document."""
        article, _, clause = word.anchor.removeprefix("dieu-").partition("-khoan-")
        place = linking.Place(article=article.partition("-")[0], clause=clause.partition("-")[0], unit=word.anchor)
        inner = linked(f"<p>{escape(text)}</p>", lambda run, _: self._citations(run, place, owner, address))
        return inner.removeprefix("<p>").removesuffix("</p>")

    def _citations(self, run: str, place: linking.Place, home: Publication | None, address: str) -> list[Span]:
        """Each citation as a link: to the very provision on the shelf, else to where the number is looked up."""
        spans: list[Span] = []
        of_law = home is not None and home.kind.key == "document"
        for citation in citations(run, self._resolver.names):
            quoted = of_law and (place.quoted or is_quoted(run, citation.start))
            spot = Spot(place.article, place.clause, place.unit, quoted)
            target = self._resolver.resolve(citation, home, spot)
            if target is None:
                continue
            if target.document or target.number:
                self.sources[address][target.document or target.number] = None
            if target.document is None:
                if self._database and target.number:
                    spans.append(Span(citation.start, citation.end, self._lookup(target.number), "outside"))
            elif target.document is not home or target.anchor not in ("", place.unit):
                href = self._href(target.document, target.anchor, address)
                # A range of Điều is shown by its first; several khoản of one Điều are shown together.
                article = "-".join(target.anchor.split("-")[:2])
                more = tuple(anchor for anchor in target.more if anchor.startswith(f"{article}-"))
                spans.append(Span(citation.start, citation.end, href, "cited", more))
                if target.document.address != address:
                    for anchor in (target.anchor, *more):
                        self.cited[address][target.document, anchor] = None
        return spans

    def _lookup(self, number: str) -> str:
        return self._database.replace("{number}", quote(number, safe=""))

    def _href(self, document: Publication, anchor: str, address: str) -> str:
        fragment = f"#{anchor}" if anchor else ""
        if document.address == address:
            return fragment
        return f"{posixpath.relpath(document.address, address)}/{'index.html' if self.plain else ''}{fragment}"

    def _explained(self, leaf: Leaf, owner: Publication, html: str) -> str:
        """Terms linked to their definitions: in a document to its own khoản, elsewhere to a list below the text."""
        if owner.path not in self._glossaries:
            self._glossaries[owner.path] = self.bookcase.glossary(owner)
        glossary = self._glossaries[owner.path]
        if not glossary:
            return html
        own = owner.kind.key == "document"
        pattern = _any_of(tuple(glossary))
        names = {term.lower(): term for term in glossary}
        met: set[tuple[int, str]] = set()

        def find(run: str, place: linking.Place) -> list[Span]:
            spans: list[Span] = []
            for match in pattern.finditer(run):
                term = names[match[0].lower()]
                found = glossary[term][0]
                if (place.part, term) not in met and not (own and found.anchor == place.block):
                    met.add((place.part, term))
                    spans.append(Span(*match.span(), f"#{found.anchor}" if own else f"#_tn-{slug(term)}", "term"))
            return spans

        html = linked(html, find, through_links=False)
        terms = sorted({term for _, term in met}, key=sort_key)
        self.terms[leaf.path] = () if own else tuple(glossary[term] for term in terms)
        return html

    def _page(self, leaf: Leaf, owner: Publication | None, html: str) -> Page:
        if owner is None:
            return Page(leaf.address, leaf.title, html, leaf.summary)
        return Page(
            address=leaf.address,
            title=leaf.title,
            html=html,
            lead=leaf.lead,
            book=owner.title if leaf is not owner else "",
            kind=owner.kind.key,
            number=owner.fields.number if isinstance(owner.fields, DocumentFields) else "",
            topics=[topic.slug for topic in self.bookcase.topics_of(owner)],
        )
