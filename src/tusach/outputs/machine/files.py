"""The files beside each document that other programs read."""

from __future__ import annotations

import json
from collections.abc import Mapping

from tusach.outputs.machine.akoma import akoma_ntoso
from tusach.outputs.machine.jsonld import provisions_jsonld, publication_jsonld
from tusach.outputs.page import Page
from tusach.shelf.concordance import Concordance
from tusach.shelf.history import History
from tusach.shelf.publication import Publication


def machine_files(concordance: Concordance, pages: Mapping[str, Page], site_url: str) -> dict[str, bytes]:
    """`….akn.xml` and `….jsonld` of each document by their paths on the site; `pages` are the finished ones by path."""
    files: dict[str, bytes] = {}
    for item in concordance.bookcase.documents.values():
        stem = f"{item.address}/{item.address.rsplit('/', 1)[-1]}"
        files[f"{stem}.akn.xml"] = akoma_ntoso(item, pages[item.path].html)
        described = provisions_jsonld(item, f"{site_url}{item.address}/", concordance.history)
        files[f"{stem}.jsonld"] = json.dumps(described, ensure_ascii=False, indent=1).encode()
    return files


def page_description(item: Publication, site_url: str, history: History) -> str:
    """JSON-LD for the page itself; `<` is written so that no text can end the script element."""
    data = publication_jsonld(item, f"{site_url}{item.address}/", history)
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
