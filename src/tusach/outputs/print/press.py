"""Makes the files of books: PDF and booklet by typst, EPUB and Word by pandoc; unchanged books are taken from the cache."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from dataclasses import replace as changed
from datetime import UTC, datetime, time
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import fontpkg_be_vietnam_pro
import fontpkg_noto_serif
import pypandoc
import segno
import typst

from tusach.outputs.print.book import Book
from tusach.outputs.print.manuscript import Manuscript, PrintError, manuscript
from tusach.outputs.print.sheets import panels, points
from tusach.outputs.print.word import reference_docx

_HERE = resources.files(__package__)
_IMPORTED = '#import "look.typ": *\n'
_TOOLS = ("typst", "pypandoc_binary", "segno", "fontpkg-noto-serif", "fontpkg-be-vietnam-pro", "tusach")
_READER = "html+native_divs+native_spans-tex_math_dollars-auto_identifiers-smart"
# PDF/UA-1 (ISO 14289-1) for screen readers and PDF/A-2a (ISO 19005-2) for archives, in one file.
_STANDARDS: list[Any] = ["ua-1", "a-2a"]
# Points of the text: a book, a booklet, large print for the elderly, a script to be read aloud.
_A4, _A5, _LARGE, _READ_ALOUD = 13.0, 11.0, 18.0, 17.0
_LEAFLET = (15.0, 14.0, 13.0, 12.0, 11.0, 10.5)


@dataclass(frozen=True)
class Download:
    """One file of a book: its `name` beside the page, its `label`, its size in `bytes`, its `pages` (0: it has none)."""

    name: str
    label: str
    bytes: int
    pages: int = 0


@dataclass(frozen=True)
class Printed:
    """What became of a book: its `downloads`, which stand in `folder`; or the `error` that kept it from being made, and what the line at fault holds (`sought`)."""

    book: Book
    folder: Path
    downloads: tuple[Download, ...] = ()
    error: str = ""
    sought: str = ""


def print_books(
    wanted: Iterable[Book], root: Path, cache: Path, done: Callable[[], object] = lambda: None
) -> tuple[Printed, ...]:
    """Make the files of the books, many at a time; `root` is the bookcase, `done` is told after each.

    A book that cannot be printed does not keep the others from being made: it comes back with its `error`.
    """
    rows = list(wanted)
    found: dict[int, Printed] = {}
    waiting: list[tuple[int, Book, Path]] = []
    for rank, book in enumerate(rows):
        folder = cache / _fingerprint(book, root)
        if (folder / "downloads.json").is_file():
            found[rank] = _from_cache(book, folder)
            done()
        else:
            waiting.append((rank, book, folder))
    if waiting:
        with ProcessPoolExecutor(min(len(waiting), os.cpu_count() or 1)) as pool:
            jobs = {rank: pool.submit(_printed, book, root, folder) for rank, book, folder in waiting}
            for rank, job in jobs.items():
                found[rank] = job.result()
                done()
    return tuple(found[rank] for rank in range(len(rows)))


def _from_cache(book: Book, folder: Path) -> Printed:
    rows = json.loads((folder / "downloads.json").read_text(encoding="utf-8"))
    return Printed(book, folder, tuple(Download(**row) for row in rows))


def _fingerprint(book: Book, root: Path) -> str:
    """Everything the files depend on: the book, our templates, the images, the versions of all tools."""
    parts = [
        json.dumps({**asdict(book), "day": book.day.isoformat(), "images": {}}, ensure_ascii=False, sort_keys=True)
    ]
    parts += [
        file.read_text(encoding="utf-8") for file in sorted(_HERE.iterdir(), key=lambda one: one.name) if file.is_file()
    ]
    parts += [f"{name} {metadata.version(name)}" for name in _TOOLS]
    digest = hashlib.sha256("\n".join(parts).encode())
    html = " ".join(part.html for part in book.parts)
    for address, real in sorted(book.images.items()):
        if address.rsplit("/", 1)[-1] in html:
            digest.update((root / real).read_bytes())
    return digest.hexdigest()[:24]


def _printed(book: Book, root: Path, folder: Path) -> Printed:
    try:
        text = manuscript(book)
        with tempfile.TemporaryDirectory() as temporary:
            work = Path(temporary)
            for name, real in text.images.items():
                shutil.copyfile(root / real, work / name)
            os.environ["SOURCE_DATE_EPOCH"] = str(_moment(book))
            downloads = [*_pdfs(book, text, work), *_others(book, text, work)]
            folder.parent.mkdir(parents=True, exist_ok=True)
            fresh = Path(tempfile.mkdtemp(dir=folder.parent))
            for one in downloads:
                shutil.copyfile(work / one.name, fresh / one.name)
            (fresh / "downloads.json").write_text(json.dumps([asdict(one) for one in downloads]), encoding="utf-8")
            shutil.rmtree(folder, ignore_errors=True)
            fresh.chmod(0o755)
            fresh.rename(folder)
        return Printed(book, folder, tuple(downloads))
    except PrintError as error:
        return Printed(book, folder, error=str(error), sought=error.sought)
    except typst.TypstError as error:
        told, sought = _explained(book, error)
        return Printed(book, folder, error=told, sought=sought)
    except RuntimeError as error:
        return Printed(book, folder, error=f"không chuyển được bản in: {str(error).strip().splitlines()[-1]}")


def _explained(book: Book, error: typst.TypstError) -> tuple[str, str]:
    """What typst says, in Vietnamese where it is a fault that editors make, and what the line at fault holds."""
    if missing := re.search(r'the text `"(.+?)"` could not be displayed', error.message):
        text = f"chữ “{missing[1]}” không có trong phông chữ in: thay bằng chữ khác"
        return text, missing[1]
    if panel := re.search(r"PANEL (\d) (\d+)", error.message):
        found = re.findall(r"<h2[^>]*>(.*?)<", book.parts[0].html)
        text = f"ô thứ {panel[1]} của tờ gấp dài quá khoảng {panel[2]} %: bớt chữ, hoặc chuyển bớt sang ô khác"
        return text, found[int(panel[1]) - 1] if len(found) == 6 else ""
    return f"không dàn được trang in: {error.message}. {' '.join(error.hints)}".strip(), ""


def _moment(book: Book) -> int:
    return int(datetime.combine(book.day, time(), UTC).timestamp())


def _pdfs(book: Book, text: Manuscript, work: Path) -> list[Download]:
    (work / "body.typ").write_text(_typst(text), encoding="utf-8")
    if book.url:
        segno.make(book.url, error="m").save(str(work / "qr.svg"), border=0, xmldecl=False, svgns=True)
    found = []
    for ending, label, paper, size in (
        ("", "PDF", "a4", _READ_ALOUD if book.kind == "broadcast" else _A4),
        ("-chu-lon", "PDF chữ lớn", "a4", _LARGE),
        ("-a5", "Sách gấp khổ A5", "a5", _A5),
    ):
        data = _typeset(book, work, paper, size)
        if paper == "a5":
            (work / "a5.pdf").write_bytes(data)
            data = _booklet(book, work, _pages(data))
        (work / f"{book.stem}{ending}.pdf").write_bytes(data)
        found.append(Download(f"{book.stem}{ending}.pdf", label, len(data), _pages(data)))
    if book.kind != "collection":
        found.append(_poster(book, work))
    if book.kind == "leaflet":
        found.append(_leaflet(book, work))
    return found


def _poster(book: Book, work: Path) -> Download:
    """The sheet for the notice board, in type as large as one page allows."""
    for scale in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5):
        told = {**_told(book), "points": points(book), "scale": scale}
        data = _set(book, work, "poster", told)
        if _pages(data) == 1:
            name = f"{book.stem}-ap-phich.pdf"
            (work / name).write_bytes(data)
            return Download(name, "Áp phích A4", len(data), 1)
    raise PrintError("tóm tắt và ba điều cần nhớ dài quá một trang áp phích: viết ngắn lại", book.opening[-1][:40])


def _leaflet(book: Book, work: Path) -> Download:
    for number, html in enumerate(panels(book), 1):
        part = changed(book, parts=(changed(book.parts[0], html=html),))
        (work / f"panel{number}.typ").write_text(_typst(manuscript(part)), encoding="utf-8")
    data = _fitting(book, work)
    name = f"{book.stem}-to-gap.pdf"
    (work / name).write_bytes(data)
    return Download(name, "Tờ gấp A4", len(data), _pages(data))


def _fitting(book: Book, work: Path) -> bytes:
    """The leaflet in the largest type that its fullest panel allows; too much text for the smallest is an error, not tiny type."""
    for size in _LEAFLET:
        try:
            return _set(book, work, "leaflet", {**_told(book), "size": size})
        except typst.TypstError as error:
            if "PANEL" not in error.message or size == _LEAFLET[-1]:
                raise
    raise AssertionError


def _set(book: Book, work: Path, name: str, told: Mapping[str, Any]) -> bytes:
    (work / f"{name}.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    for file in (f"{name}.typ", "look.typ"):
        (work / file).write_bytes((_HERE / file).read_bytes())
    return _compiled(work / f"{name}.typ", book, _STANDARDS)


def _typst(text: Manuscript) -> str:
    body: str = pypandoc.convert_text(
        text.html, "typst", format=_READER, extra_args=[f"--lua-filter={_HERE / 'filter.lua'}", "--wrap=none"]
    )
    return _IMPORTED + body


def _told(book: Book) -> dict[str, Any]:
    return {
        "title": book.title,
        "author": book.author,
        "description": book.opening[-1],
        "keywords": [book.label],
        "label": book.label,
        "opening": book.opening,
        "imprint": [f"{name}: {text}" for name, text in book.facts if name.startswith(("Biên soạn", "Pháp luật"))],
        "facts": book.facts,
        "url": book.url,
        "day": [book.day.year, book.day.month, book.day.day],
    }


def _typeset(book: Book, work: Path, paper: str, size: float) -> bytes:
    cover = {"long": book.is_long, "cover": int(book.is_long), "depth": 1 if book.kind == "collection" else 2}
    return _set(book, work, "book", {**_told(book), **cover, "paper": paper, "size": size})


def _booklet(book: Book, work: Path, count: int) -> bytes:
    told = {"title": f"{book.title} (sách gấp)", "count": count, "sides": folding_order(count)}
    (work / "booklet.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    (work / "booklet.typ").write_bytes((_HERE / "booklet.typ").read_bytes())
    return _compiled(work / "booklet.typ", book, [])


def folding_order(count: int) -> list[tuple[int, int]]:
    """The pairs of pages on the sides of the sheets of a saddle-stitched booklet; pages above `count` are blank.

    Sides come front, back, front, back; printed on both sides, flipped on the short edge, folded, the pages run 1, 2, 3 …
    """
    whole = -(-count // 4) * 4
    return [
        (first, whole + 1 - first) if first % 2 == 0 else (whole + 1 - first, first)
        for first in range(1, whole // 2 + 1)
    ]


def _compiled(file: Path, book: Book, standards: list[Any]) -> bytes:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[
            str(Path(package.__file__).parent / "files") for package in (fontpkg_noto_serif, fontpkg_be_vietnam_pro)
        ],
    )
    result: Any = typst.compile(str(file), font_paths=fonts, pdf_standards=standards, timestamp=_moment(book))
    return bytes(result)


def _pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def _others(book: Book, text: Manuscript, work: Path) -> list[Download]:
    """EPUB and Word from the same text, with the opening before it and the colophon behind."""
    opening = "".join(f"<p><strong>{_safe(line)}</strong></p>" for line in book.opening)
    rows = "".join(f"<p><strong>{_safe(name)}:</strong> {_safe(value)}</p>" for name, value in book.facts)
    html = f"{opening}{text.html}<h1>Về tài liệu này</h1>{rows}"
    about: Mapping[str, str] = {
        "title": book.title,
        "author": book.author,
        "lang": "vi-VN",
        "date": book.day.isoformat(),
        "subject": book.label,
        "description": book.opening[-1],
        "identifier": book.url or f"urn:tusach:{book.address}",
    }
    (work / "about.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    (work / "epub.css").write_bytes((_HERE / "epub.css").read_bytes())
    reference_docx(work / "reference.docx")
    common = [
        f"--lua-filter={_HERE / 'filter.lua'}",
        f"--metadata-file={work / 'about.json'}",
        f"--resource-path={work}",
    ]
    for kind, name, extra in (
        ("epub3", f"{book.stem}.epub", [f"--css={work / 'epub.css'}", "--split-level=1", "--toc-depth=2"]),
        ("docx", f"{book.stem}.docx", [f"--reference-doc={work / 'reference.docx'}"]),
    ):
        pypandoc.convert_text(html, kind, format=_READER, outputfile=str(work / name), extra_args=[*common, *extra])
    return [
        Download(f"{book.stem}.epub", "EPUB", (work / f"{book.stem}.epub").stat().st_size),
        Download(f"{book.stem}.docx", "Word", (work / f"{book.stem}.docx").stat().st_size),
    ]


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
