"""What readers can keep on a phone: the search, each topic, everything; with the size of each before it is fetched."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from tusach.outputs.assets import by_content
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.checks import SHARING, SLIDES
from tusach.shelf.publication import Publication

# Characters of text in a bundle: one request instead of a hundred, and not much lost when it fails.
_BUNDLE = 400_000
# What a page cannot do without: editors' files, what it shows of our own, and scripts and styles, whichever attribute names them.
_ASSET = re.compile(rb'(?:src|href|poster)="([./]*tep/[^"?#]+)"|src="([\w./-]+\.png)"|="([\w./-]+\.(?:js|css))"')
_LIST = "tai-ve/danh-sach.json"


def packs(bookcase: Bookcase, site: Path) -> Mapping[str, bytes]:
    """The list of packs and the bundles of the search's small files, by their paths on the finished site.

    The list is JSON: `files` are rows [path, bytes, first eight bytes of the SHA-256 in hex], `packs` have a `key`, a
    `label` and the numbers of their `files` and of the `books` that go with them when asked for; `last` is the
    bundle to be unpacked after all others: it holds what names them.
    """
    bundles = dict(_bundles(site))
    counted = _Files(site, bundles)
    search = [*bundles]
    # What officers post and print is not for reading on a phone.
    found = (path.relative_to(site).as_posix() for path in site.rglob("index.html"))
    pages = sorted(page for page in found if not page.endswith(f"/{SHARING}/index.html"))
    everything, finding, *_ = pack_labels(bookcase)
    rows = [("tat-ca", everything, [*search, *counted.with_assets(pages)], counted.books(bookcase.publications))]
    rows.append(("tra-cuu", finding, search, []))
    for topic, _ in bookcase.topics_with_items():
        items = [item for item in bookcase.publications if topic in bookcase.topics_of(item)]
        own = [f"chu-de/{topic.slug}/index.html", *(page for item in items for page in _pages(item, site))]
        rows.append((f"chu-de-{topic.slug}", topic.label, [*counted.with_assets(own)], counted.books(items)))
    listed = [
        {"key": key, "label": label, "files": counted.numbers(files), "books": counted.numbers(books)}
        for key, label, files, books in rows
    ]
    [last] = counted.numbers(search[-1:])
    data = json.dumps({"last": last, "files": counted.rows, "packs": listed}, ensure_ascii=False, separators=(",", ":"))
    return {**bundles, _LIST: data.encode()}


def pack_labels(bookcase: Bookcase) -> list[str]:
    """The names of the packs in their order: everything, the search, each topic."""
    return ["Tất cả tủ sách", "Chỉ phần tìm kiếm", *(topic.label for topic, _ in bookcase.topics_with_items())]


class _Files:
    """Files of the site by number."""

    def __init__(self, site: Path, bundles: Mapping[str, bytes]) -> None:
        self._site, self._bundles = site, bundles
        self.rows: list[tuple[str, int, str]] = []
        self._number: dict[str, int] = {}

    def numbers(self, paths: Iterable[str]) -> list[int]:
        return [self._numbered(path) for path in dict.fromkeys(paths)]

    def _numbered(self, path: str) -> int:
        if path not in self._number:
            data = self._bundles[path] if path in self._bundles else (self._site / path).read_bytes()
            self._number[path] = len(self.rows)
            self.rows.append((path, len(data), hashlib.sha256(data).hexdigest()[:16]))
        return self._number[path]

    def with_assets(self, pages: Iterable[str]) -> Iterator[str]:
        """The pages with what they show and what runs on them: previews, pictures, scripts, styles."""
        for page in pages:
            yield page
            for preview in sorted((self._site / page).parent.glob("xem-truoc*.js")):
                yield preview.relative_to(self._site).as_posix()
            for named in _ASSET.findall((self._site / page).read_bytes()):
                path = posixpath.normpath(posixpath.join(page, "..", unquote(unescape(b"".join(named).decode()))))
                if not path.startswith("../") and (self._site / path).is_file():
                    yield path

    def books(self, items: Iterable[Publication]) -> list[str]:
        stems = [f"{item.address}/{item.address.rsplit('/', 1)[-1]}" for item in items]
        return [f"{stem}.pdf" for stem in stems if (self._site / f"{stem}.pdf").is_file()]


def _pages(item: Publication, site: Path) -> Iterator[str]:
    for leaf in item.leaves:
        yield f"{leaf.address}/index.html"
    slides = f"{item.address}/{SLIDES}/index.html"
    if (site / slides).is_file():
        yield slides


def _bundles(site: Path) -> Iterator[tuple[str, bytes]]:
    """The search's files, many in one JSON object of path and text."""
    files = sorted(path for path in site.glob("search/data/*.js"))
    files += [*sorted(site.glob("search/*-*.js")), site / "search/manifest.js"]
    waiting: dict[str, str] = {}
    room = _BUNDLE
    for file in files:
        text = file.read_text(encoding="utf-8")
        if waiting and len(text) > room:
            yield _bundle(waiting)
            waiting, room = {}, _BUNDLE
        waiting[file.relative_to(site).as_posix()] = text
        room -= len(text)
    if waiting:
        yield _bundle(waiting)


def _bundle(texts: Mapping[str, str]) -> tuple[str, bytes]:
    data = json.dumps(texts, ensure_ascii=False, separators=(",", ":")).encode()
    return by_content("tai-ve/data/tra-cuu", data, "json"), data
