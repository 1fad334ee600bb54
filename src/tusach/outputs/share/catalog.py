"""`catalog.json`: every publication with its files, sizes and SHA-256; and beside each its finished text, for sister bookcases.

The formats are ours, `tusach-catalog/1` and `tusach-content/1`; they change only by adding. All paths and addresses in them are
relative to the catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from urllib.parse import urljoin

from lxml import html as lxml_html

from tusach.outputs.page import Page
from tusach.outputs.share.portal import Portal, Shared, Sum, as_json, changed_on, sum_of
from tusach.outputs.wording import reason
from tusach.shelf.concordance import Concordance
from tusach.shelf.fields import DialogueFields, DocumentFields, QuestionFields
from tusach.shelf.publication import Publication

_CONTENT = "noi-dung.json"


def catalog_files(
    concordance: Concordance, pages: Mapping[str, Page], portal: Portal, beside: Mapping[str, Sequence[Shared]]
) -> dict[str, bytes]:
    """`catalog.json` and each `noi-dung.json` by their paths; `pages` are finished, by path, the files `beside` each by address."""
    bookcase = concordance.bookcase
    files: dict[str, bytes] = {}
    rows = []
    for item in sorted(bookcase.publications, key=lambda one: one.address):
        path = f"{item.address}/{_CONTENT}"
        files[path] = as_json(_content(item, pages, portal))
        row = _row(concordance, item, portal)
        row["files"] = [
            _file(one.path, one.sum, type=one.type, label=one.label)
            for one in (*beside[item.address], *portal.attachments(item))
        ]
        row["content"] = _file(path, sum_of(files[path]))
        rows.append(row)
    newest = max(map(changed_on, bookcase.publications), default=None)
    catalog = {
        "format": "tusach-catalog/1",
        "title": portal.name,
        "home": portal.url,
        "language": "vi",
        "updated": _day(newest),
        "publications": rows,
    }
    return {**files, "catalog.json": as_json(catalog)}


def _row(concordance: Concordance, item: Publication, portal: Portal) -> dict[str, Any]:
    fields: Any = item.fields
    row = {
        "address": item.address,
        "kind": item.kind.key,
        "kind_label": item.kind.label,
        "title": item.title,
        "summary": item.summary,
        "topics": [{"slug": topic.slug, "label": topic.label} for topic in concordance.bookcase.topics_of(item)],
        "compiled_by": fields.compiled_by,
        "approved_by": fields.approved_by,
        "published": _day(fields.published),
        "updated": _day(fields.updated),
        "law_as_of": _day(fields.law_as_of),
        "license": fields.license,
        "language": fields.language,
        "number": "",
        "state": "",
        "state_label": "",
        "state_reason": "",
        "pages": [
            {"address": leaf.address, "title": leaf.title, **asdict(portal.page_sum(leaf.address))}
            for leaf in item.leaves
        ],
    }
    if isinstance(fields, DocumentFields):
        # A state is a claim with a date and a source: it never travels without them.
        state = concordance.history.state(item)
        claim = {"state": state.status.key, "state_label": state.status.label, "state_reason": reason(state)}
        row |= {"number": fields.number, "text": fields.text, **claim}
    if isinstance(fields, DialogueFields):
        row |= {
            "agency": fields.agency,
            "opens": _day(fields.opens),
            "closes": _day(fields.closes),
            "answered": _day(fields.answered),
        }
    return row


def _content(item: Publication, pages: Mapping[str, Page], portal: Portal) -> dict[str, Any]:
    opening = [item.fields.question, item.fields.short_answer] if isinstance(item.fields, QuestionFields) else []
    return {
        "format": "tusach-content/1",
        "address": item.address,
        "title": item.title,
        "summary": item.summary,
        "opening": opening,
        "parts": [
            {
                "address": leaf.address,
                "title": leaf.title,
                "html": _elsewhere(pages[leaf.path].html, portal.link(leaf.address) if portal.url else ""),
            }
            for leaf in item.leaves
        ],
    }


def _elsewhere(html: str, base: str) -> str:
    """The content of the page at `base` as it can stand on another site: links lead back here, but for those within it.

    Without `base` relative links stay so, relative to the page's own address.
    """
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    for link in root.xpath(".//a[contains(@class, 'headerlink')]"):
        link.drop_tree()
    inside = {f"#{anchor}" for anchor in root.xpath(".//@id")}
    for element in root.iter():
        for name in ("href", "src", "poster"):
            to = element.get(name)
            if base and to is not None and to not in inside:
                element.set(name, urljoin(base, to))
    return str(lxml_html.tostring(root, encoding="unicode")).removeprefix("<div>").removesuffix("</div>")


def _file(path: str, checked: Sum, **more: str) -> dict[str, Any]:
    return {"path": path, **more, **asdict(checked)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
