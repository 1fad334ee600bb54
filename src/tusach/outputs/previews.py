"""The provisions that a page cites in other documents, for the preview: a small script beside the page, read on demand.

A script and not JSON, because a page opened from a disk may load scripts but not fetch files. A page that cites much has
its provisions in several scripts, and in the first only how many: nobody waits for more than about `PART` bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tusach.law.vietnamese import written_day
from tusach.outputs.html import blocks
from tusach.outputs.page import Page
from tusach.shelf.concordance import Concordance
from tusach.shelf.history import spoken
from tusach.shelf.publication import Publication

NAME = "xem-truoc"
PART = 16_000
# Letters of a provision shown before "…"; the median Điều has about a thousand.
LONGEST = 700

Place = tuple[Publication, str]


def preview_files(
    concordance: Concordance, cited: Mapping[str, Iterable[Place]], pages: Mapping[str, Page]
) -> Mapping[str, bytes]:
    """The scripts by their path on the site.

    `cited` holds, by the address of a page, the documents and anchors it links to; `pages` the finished pages by path.
    """
    texts: dict[str, Mapping[str, list[str]]] = {}
    files: dict[str, bytes] = {}
    for address, places in cited.items():
        rows: dict[str, Any] = {}
        for document, anchor in places:
            if document.path not in texts and document.path in pages:
                texts[document.path] = _units(pages[document.path].html)
            key = f"{document.address.rsplit('/', 1)[-1]}#{anchor}"
            rows[key] = _entry(concordance, document, anchor, texts.get(document.path, {}))
        files.update(_scripts(f"{address}/{NAME}", rows))
    return files


def _scripts(stem: str, rows: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """One script, or one with the count of parts and the parts; the sum of a key's letters tells its part."""
    if not rows:
        return
    whole = _script(rows)
    parts = len(whole) // PART + 1
    if parts < 3:
        yield f"{stem}.js", whole
        return
    yield f"{stem}.js", _script(parts)
    for part in range(parts):
        yield (
            f"{stem}-{part}.js",
            _script({key: row for key, row in rows.items() if sum(map(ord, key)) % parts == part}),
        )


def _script(data: Any) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"tusachPreviews({text})".replace("\u2028", " ").encode()


def _entry(concordance: Concordance, document: Publication, anchor: str, texts: Mapping[str, list[str]]) -> list[Any]:
    """[title, [text …], [[first day, mark, state] …], [change …]]."""
    history = concordance.history
    states = [
        [day.isoformat(), state.status.mark, state.status.label] for day, state in history.timeline(document, anchor)
    ]
    states[0][0] = ""
    changes = [
        f"{spoken(change.anchor)} {change.action.value} từ ngày {written_day(change.day) or 'chưa rõ'} theo {change.source_words}"
        for change in history.changes(document)
        if anchor and change.anchor and (_inside(change.anchor, anchor) or _inside(anchor, change.anchor))
    ]
    title = f"{spoken(anchor)} {document.cited_as}".strip()
    text = list(_cut(texts.get(anchor, [document.summary] if not anchor else [])))
    entry: list[Any] = [title[:1].upper() + title[1:], text, states]
    return [*entry, changes[:4]] if changes else entry


def _units(html: str) -> Mapping[str, list[str]]:
    """The text of each Điều, khoản and điểm of a document, block by block, by anchor; larger units hold the smaller."""
    found: dict[str, list[str]] = {}
    open_units: list[tuple[int, str]] = []
    for block in blocks(html):
        classes = (block.get("class") or "").split()
        level = next((level for level, name in enumerate(("dieu", "khoan", "diem"), start=1) if name in classes), 0)
        anchor = block.get("id") or ""
        if level:
            open_units = [unit for unit in open_units if unit[0] < level]
            open_units.append((level, anchor))
            found[anchor] = []
        elif str(block.tag).startswith("h"):
            open_units = []
        text = " ".join(block.text_content().split())
        for _, unit in open_units:
            if text:
                found[unit].append(text)
    return found


def _cut(texts: list[str]) -> Iterator[str]:
    left = LONGEST
    for text in texts:
        if len(text) > left:
            yield text[:left].rsplit(" ", 1)[0] + " …" if left > 40 else "…"
            return
        yield text
        left -= len(text)


def _inside(outer: str, inner: str) -> bool:
    return inner == outer or inner.startswith(f"{outer}-")
