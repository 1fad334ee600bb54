"""Makes the files of many books at a time; unchanged books are taken from the store."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from importlib import metadata, resources
from multiprocessing import get_context
from pathlib import Path

import typst

from tusach.outputs.print.book import Book
from tusach.outputs.print.ebook import reading_files
from tusach.outputs.print.faces import official_face
from tusach.outputs.print.letters import letters_made
from tusach.outputs.print.manuscript import PrintError, manuscript
from tusach.outputs.print.pictures import copy_for_print
from tusach.outputs.print.typesetting import Download, explained, moment, paper_files
from tusach.problem import Problem
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.pictures import published
from tusach.store import Store

_HERE = resources.files(__package__)
# The list of a book's downloads, kept with them.
_LIST = "downloads.json"
_DECK = resources.files("tusach.outputs.deck")
_TOOLS = (
    "typst",
    "pypandoc_binary",
    "segno",
    "pikepdf",
    "pillow",
    "fontpkg-noto-serif",
    "fontpkg-be-vietnam-pro",
    "tusach",
)


@dataclass(frozen=True)
class Printed:
    """What became of a book: its `downloads`, which stand in `folder`; or the `error` that kept it from being made, what the line at fault holds (`sought`), what the tool said (`detail`)."""

    book: Book
    folder: Path
    downloads: tuple[Download, ...] = ()
    error: str = ""
    sought: str = ""
    detail: str = ""

    def put(self, folder: Path) -> None:
        """Copy the files into a folder of the site."""
        folder.mkdir(parents=True, exist_ok=True)
        for one in self.downloads:
            shutil.copyfile(self.folder / one.name, folder / one.name)


def print_faults(printed: Iterable[Printed], bookcase: Bookcase) -> Iterator[Problem]:
    """What kept books from being printed, each at the line that holds it; a collection repeats what its parts say."""
    for one in printed:
        if one.error and one.book.kind != "collection":
            yield Problem(*_place(one, bookcase), f"không in được: {one.error}", "sửa chỗ nêu trên rồi dựng lại")
        if one.book.kind != "collection":
            yield from letters_made(one.book, bookcase)


def _place(one: Printed, bookcase: Bookcase) -> tuple[str, int]:
    for leaf in bookcase.owner[one.book.path].leaves if one.sought else ():
        for number, line in enumerate(leaf.body.splitlines()):
            if one.sought in line:
                return leaf.path, leaf.line + number
    return one.book.path, 1


def print_books(wanted: Iterable[Book], root: Path, store: Store) -> Iterator[Printed]:
    """Make the files of the books, many at a time, and give each as it is finished; `root` is the bookcase.

    A book that cannot be printed does not keep the others from being made: it comes back with its `error`.
    """
    waiting: list[tuple[Book, str]] = []
    for book in wanted:
        key = f"print/{_fingerprint(book, root)}"
        folder = store.take(key)
        if folder:
            yield _printed_before(book, folder)
        else:
            waiting.append((book, key))
    if waiting:
        # Typst keeps threads: a process forked from one that has used it would wait for them for ever.
        with ProcessPoolExecutor(min(len(waiting), os.cpu_count() or 1), get_context("spawn")) as pool:
            for job in as_completed([pool.submit(_printed, book, root, store, key) for book, key in waiting]):
                yield job.result()


def _printed_before(book: Book, folder: Path) -> Printed:
    rows = json.loads((folder / _LIST).read_text(encoding="utf-8"))
    return Printed(book, folder, tuple(Download(**row) for row in rows))


def _fingerprint(book: Book, root: Path) -> str:
    """Everything the files depend on: the book, our templates, the images, the versions of all tools."""
    parts = [
        json.dumps({**asdict(book), "day": book.day.isoformat(), "images": {}}, ensure_ascii=False, sort_keys=True)
    ]
    code = [file for folder in (_HERE, _DECK) for file in folder.iterdir() if file.is_file()]
    parts += [file.read_text(encoding="utf-8") for file in sorted(code, key=lambda one: one.name)]
    parts += [f"{name} {metadata.version(name)}" for name in _TOOLS] + [official_face()]
    digest = hashlib.sha256("\n".join(parts).encode())
    html = " ".join(part.html for part in book.parts)
    for address, real in sorted(book.images.items()):
        if address.rsplit("/", 1)[-1] in html:
            digest.update(published(root / real))
    return digest.hexdigest()[:24]


def _printed(book: Book, root: Path, store: Store, key: str) -> Printed:
    try:
        text = manuscript(book)
        with tempfile.TemporaryDirectory() as temporary:
            work = Path(temporary)
            for name, real in text.images.items():
                copy_for_print(root / real, work / name)
            os.environ["SOURCE_DATE_EPOCH"] = str(moment(book))
            try:
                downloads = [*paper_files(book, text, work), *reading_files(book, text, work)]
            except typst.TypstError as error:
                raise explained(book, text, error, work) from error
            files = {one.name: (work / one.name).read_bytes() for one in downloads}
        rows = json.dumps([asdict(one) for one in downloads]).encode()
        return Printed(book, store.keep(key, {**files, _LIST: rows}), tuple(downloads))
    except PrintError as error:
        return Printed(book, store.folder, error=str(error), sought=error.sought, detail=error.detail)
    except RuntimeError as error:
        told = "không chuyển được sang bản in: viết lại bảng, danh sách hay mã HTML của bài cho đơn giản hơn"
        return Printed(book, store.folder, error=told, detail=str(error))
