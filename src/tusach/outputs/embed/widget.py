"""The script that portals name, the data it reads, the frame, and the script of the page where their staff choose."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from typing import Any

import rjsmin

from tusach.law.validity import Status
from tusach.outputs.assets import by_content
from tusach.outputs.page import Page
from tusach.outputs.previews import Place, Previewer
from tusach.shelf.concordance import Concordance

_NEWEST, _WEEKS = 60, 53


def _source(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def choosing_script() -> Mapping[str, bytes]:
    """The script of the page of choices, by its path on the site."""
    code = rjsmin.jsmin(_source("choose.js")).encode()
    return {by_content("nhung/chon", code, "js"): code}


def embed_files(
    concordance: Concordance, cited: Mapping[str, Iterable[Place]], pages: Mapping[str, Page], name: str
) -> Mapping[str, bytes]:
    """The files by their path on the site called `name`.

    `cited` holds, by the address of a page, the documents and anchors it links to: what many pages rest on is worth a
    week on the portals. Portals paste the names of these files, so they never change.
    """
    data = {
        "name": name,
        "day": concordance.today.isoformat(),
        "items": list(_newest(concordance)),
        "provisions": list(_of_the_week(concordance, cited, pages)),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("\u2028", " ").replace("\u2029", " ")
    put = f"(self.tusachNhung=self.tusachNhung||{{}})[new URL('./',document.currentScript.src).href]={text}"
    style = _source("widget.css").replace("\n", "")
    return {
        "nhung/tusach.js": rjsmin.jsmin(_source("widget.js").replace('"STYLE_OF_WIDGET"', json.dumps(style))).encode(),
        "nhung/tusach.css": style.encode(),
        "nhung/du-lieu.js": put.encode(),
        "nhung/khung.html": _source("frame.html").encode(),
        "nhung/khung.css": _source("frame.css").encode(),
    }


def _newest(concordance: Concordance) -> Iterator[list[Any]]:
    """[address, title, kind, its label, day, [topic …]] of what came last."""
    items = [item for item in concordance.bookcase.publications if item.day]
    for item in sorted(items, key=lambda one: (one.day, one.address), reverse=True)[:_NEWEST]:
        topics = [topic.slug for topic in concordance.bookcase.topics_of(item)]
        yield [item.address, item.title, item.kind.key, item.kind.label, str(item.day), topics]


def _of_the_week(
    concordance: Concordance, cited: Mapping[str, Iterable[Place]], pages: Mapping[str, Page]
) -> Iterator[list[Any]]:
    """[address with anchor, title, [text …]] of provisions in force that many pages cite, the most cited first."""
    previewer = Previewer(concordance, pages)
    counts = Counter(
        (document, "-".join(anchor.split("-")[:2]))
        for places in cited.values()
        for document, anchor in dict.fromkeys(places)
        if anchor.startswith("dieu-")
    )
    ranked = sorted(counts.items(), key=lambda row: (-row[1], row[0][0].address, row[0][1]))
    chosen = 0
    for (document, anchor), _ in ranked:
        if chosen == _WEEKS:
            return
        if concordance.history.state(document, anchor).status is not Status.IN_FORCE:
            continue
        title, texts, *_rest = previewer.entry(document, anchor)
        if texts:
            chosen += 1
            yield [f"{document.address}#{anchor}", title, texts[:3]]
