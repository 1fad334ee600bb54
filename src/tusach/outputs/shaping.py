"""From what Markdown gave to the finished page: safe, shaped for its genre, its terms explained."""

from __future__ import annotations

from collections.abc import Mapping

from tusach.law.glossary import Definition
from tusach.law.vietnamese import slug, sort_key
from tusach.outputs import html as finished
from tusach.outputs.page import Page
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.fields import DocumentFields
from tusach.shelf.publication import Leaf, Publication

_SECTIONED = ("leaflet", "lecture", "broadcast", "skit")

Term = tuple[Definition, Publication]


class Shaper:
    """Shapes the pages of one bookcase and keeps the finished ones: `pages` and their `terms`, by path."""

    def __init__(self, bookcase: Bookcase) -> None:
        self.bookcase = bookcase
        self.pages: dict[str, Page] = {}
        self.terms: dict[str, tuple[Term, ...]] = {}
        self._glossaries: dict[str, Mapping[str, Term]] = {}

    def shape(self, leaf: Leaf, html: str) -> str:
        """The finished HTML of a page whose Markdown gave `html`."""
        owner = self.bookcase.owner.get(leaf.path)
        html = finished.scrolling_tables(finished.safe(html))
        if owner is not None and owner.kind.key in _SECTIONED:
            html = finished.sections(html)
        if owner is not None and owner.kind.key == "document":
            html = finished.sections(finished.linked_units(html))
        if owner is not None:
            html = self._explained(leaf, owner, html)
        if leaf is not self.bookcase.home:
            self.pages[leaf.path] = self._page(leaf, owner, html)
        return html

    def _explained(self, leaf: Leaf, owner: Publication, html: str) -> str:
        """Terms linked to their definitions: in a document to its own khoản, elsewhere to a list below the text."""
        if owner.path not in self._glossaries:
            self._glossaries[owner.path] = self.bookcase.glossary(owner)
        glossary = self._glossaries[owner.path]
        own = owner.kind.key == "document"
        hrefs = {term: f"#{found.anchor}" if own else f"#tn-{slug(term)}" for term, (found, _) in glossary.items()}
        html, met = finished.explained(html, hrefs)
        self.terms[leaf.path] = () if own else tuple(glossary[term] for term in sorted(met, key=sort_key))
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
