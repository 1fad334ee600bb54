"""The provisions that a page cites in other documents, for the preview: a small script beside the page, read on demand.

A script and not JSON, because a page opened from a disk may load scripts but not fetch files. A page that cites much has
its provisions in several scripts, and in the first only how many: nobody waits for more than about `PART` bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tusach.law.instruction import Action
from tusach.law.quotation import Worded
from tusach.law.vietnamese import written_day
from tusach.outputs.html import paragraphs
from tusach.outputs.page import Page
from tusach.outputs.wording import reason
from tusach.shelf.concordance import Concordance
from tusach.shelf.consolidation import consolidated
from tusach.shelf.history import covers, spoken
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
    previewer = Previewer(concordance, pages)
    files: dict[str, bytes] = {}
    for address, places in cited.items():
        rows = {
            f"{document.address.rsplit('/', 1)[-1]}#{anchor}": previewer.entry(document, anchor)
            for document, anchor in places
        }
        files.update(_scripts(f"{address}/{NAME}", rows))
    return files


class Previewer:
    """Provisions as they stand today, each with what a reader must know of it; `pages` by the paths of their files."""

    def __init__(self, concordance: Concordance, pages: Mapping[str, Page]) -> None:
        self._concordance, self._pages = concordance, pages
        self._texts: dict[str, list[Worded]] = {}

    def entry(self, document: Publication, anchor: str) -> list[Any]:
        """[title, [text …], [[first day, mark, state in words] …], [what to know of it …]] of a provision."""
        if document.path not in self._texts:
            page = self._pages.get(document.path)
            changes = self._concordance.history.changes(document)
            today = self._concordance.today
            self._texts[document.path] = consolidated(list(paragraphs(page.html)), changes, today) if page else []
        return _entry(self._concordance, document, anchor, self._texts[document.path])


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


def _entry(concordance: Concordance, document: Publication, anchor: str, text: list[Worded]) -> list[Any]:
    title = f"{spoken(anchor)} {document.cited_as}".strip()
    states = [
        ["" if not place else day.isoformat(), state.status.mark, f"{state.status.label}: {reason(state)}"]
        for place, (day, state) in enumerate(concordance.history.timeline(document, anchor))
    ]
    notes = [*_notes(concordance, document, anchor)]
    if getattr(document.fields, "text", "") == "digest":
        notes.insert(0, "Bản tóm lược bằng lời thường, không phải nguyên văn.")
    own = [one.text for one in text if covers(anchor, one.anchor)] if anchor else [document.summary]
    return [title[:1].upper() + title[1:], list(_cut(own)), states, notes]


def _notes(concordance: Concordance, document: Publication, anchor: str) -> Iterator[str]:
    """What happened to the provision and will, the newest first."""
    changes = [
        one
        for one in concordance.history.changes(document)
        if anchor and (covers(one.anchor, anchor) or covers(anchor, one.anchor))
    ]
    for one in list(reversed(changes))[:4]:
        day = f"từ ngày {written_day(one.day)}" if one.day else "chưa rõ từ ngày nào"
        shown = one.worded and one.day and one.day <= concordance.today
        unknown = one.action is Action.AMENDED and not one.text and one.day and one.day <= concordance.today
        more = ". Nội dung mới chưa có trên kệ: chữ ở đây là bản trước khi sửa" if unknown else ""
        part = f" ({one.part})" if one.part else ""
        words = f"{spoken(one.anchor)}{part} {one.action.value} {day}, theo {one.source_words}{more}"
        yield f"Nội dung hiện hành: {words}" if shown else words[:1].upper() + words[1:]


def _cut(texts: list[str]) -> Iterator[str]:
    left = LONGEST
    for text in texts:
        if len(text) > left:
            yield text[:left].rsplit(" ", 1)[0] + " …" if left > 40 else "…"
            return
        yield text
        left -= len(text)
