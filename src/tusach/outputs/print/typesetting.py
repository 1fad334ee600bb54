"""Sets a book with typst: A4, large print, the folded booklet, the poster, the leaflet, the handout."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import UTC, datetime, time
from functools import partial
from html import escape
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pikepdf
import pypandoc
import segno
import typst

from tusach.outputs.deck import slides
from tusach.outputs.print.book import Book
from tusach.outputs.print.faces import fonts, official_face
from tusach.outputs.print.letters import redrawn
from tusach.outputs.print.manuscript import READER, Manuscript, PrintError, manuscript
from tusach.outputs.print.pictures import laid, sized
from tusach.outputs.print.sheets import panels, points

_HERE = resources.files(__package__)
_IMPORTED = '#import "look.typ": *\n'
# PDF/UA-1 (ISO 14289-1) for screen readers and PDF/A-2a (ISO 19005-2) for archives, in one file.
_STANDARDS: list[Any] = ["ua-1", "a-2a"]
# Points of the text: a book, a booklet, large print for the elderly and for scripts read aloud.
_A4, _A5, _LARGE = 13.0, 11.0, 18.0
_OFFICIAL = 14.0
_FOR_OFFICES = ("document", "outline", "training", "dialogue")
# Size of the text in tables beside that around them: wide ones are set smaller before they are refused.
_TABLE = (0.86, 0.76, 0.66)
_LEAFLET = (15.0, 14.0, 13.0, 12.0, 11.0, 10.5)


@dataclass(frozen=True)
class Download:
    """One file of a book: its `name` beside the page, its `label`, its size in `bytes`, its `pages` (0: it has none)."""

    name: str
    label: str
    bytes: int
    pages: int = 0

    @property
    def size(self) -> str:
        """Its size as readers are told it: "523 kB, 40 trang"."""
        size = (
            f"{-(-self.bytes // 1024)} kB" if self.bytes < 1_000_000 else f"{self.bytes / 1e6:.1f} MB".replace(".", ",")
        )
        return f"{size}, {self.pages} trang" if self.pages else size


@dataclass(frozen=True)
class _Pdf:
    data: bytes
    pages: int

    def saved(self, work: Path, name: str, label: str) -> Download:
        (work / name).write_bytes(self.data)
        return Download(name, label, len(self.data), self.pages)


def moment(book: Book) -> int:
    """The day of the book in seconds since 1970: what its files say of when they were made."""
    return int(datetime.combine(book.day, time(), UTC).timestamp())


def paper_files(book: Book, text: Manuscript, work: Path) -> list[Download]:
    """The PDFs of a book, made in the folder `work`; raises PrintError, typst.TypstError."""
    book, text = redrawn(book, text)
    (work / "body.typ").write_text(_typst(text, work), encoding="utf-8")
    if book.url:
        segno.make(book.url, error="m").save(str(work / "qr.svg"), border=0, xmldecl=False, svgns=True)
    found = []
    for ending, label, paper, size in _forms(book):
        pdf = _typeset(book, work, paper, size, official_face() if ending == "-nd30" else "")
        if paper == "a5":
            (work / "a5.pdf").write_bytes(pdf.data)
            pdf = _booklet(book, work, pdf.pages)
        found.append(pdf.saved(work, f"{book.stem}{ending}.pdf", label))
    if book.kind != "collection":
        found.append(_poster(book, work))
    if book.kind == "leaflet":
        found.append(_leaflet(book, work))
    if book.kind == "lecture":
        found.append(_handout(book, work))
    return found


def _forms(book: Book) -> Iterator[tuple[str, str, str, float]]:
    """The PDFs of a book: ending of the name, label, paper, size of the text."""
    if book.kind == "broadcast":
        yield "", "PDF chữ lớn để đọc", "a4", _LARGE
    else:
        yield "", "PDF", "a4", _A4
        yield "-chu-lon", "PDF chữ lớn", "a4", _LARGE
    if book.kind in _FOR_OFFICES:
        yield "-nd30", "PDF kiểu văn bản hành chính", "a4", _OFFICIAL
    yield "-a5", "Sách gấp khổ A5", "a5", _A5


def _poster(book: Book, work: Path) -> Download:
    """The sheet for the notice board, in type as large as one page allows."""
    for scale in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5):
        told = {**_told(book), "points": points(book), "scale": scale}
        pdf = _set(book, work, "poster", told)
        if pdf.pages == 1:
            return pdf.saved(work, f"{book.stem}-ap-phich.pdf", "Áp phích, in khổ A4 hoặc A3")
    raise PrintError("tóm tắt và ba điều cần nhớ dài quá một trang áp phích: viết ngắn lại", book.opening[-1][:40])


def _leaflet(book: Book, work: Path) -> Download:
    for number, html in enumerate(panels(book), 1):
        part = changed(book, parts=(changed(book.parts[0], html=html),))
        (work / f"panel{number}.typ").write_text(_typst(manuscript(part), work), encoding="utf-8")
    # The largest type that its fullest panel allows; too much text for the smallest is an error, not tiny type.
    sizes = [partial(_set, book, work, "leaflet", {**_told(book), "size": size}) for size in _LEAFLET]
    return _first_fitting("PANEL", sizes).saved(work, f"{book.stem}-to-gap.pdf", "Tờ gấp A4")


def _handout(book: Book, work: Path) -> Download:
    """The slides of a lecture, three to a page, beside lines for notes."""
    shown = (
        f'<div class="slide"><h2>{escape(one.title)}{" (tiếp)" if one.rank > 1 else ""}</h2>{one.html}</div>'
        for one in slides(book.parts[0].html)
    )
    part = changed(book, parts=(changed(book.parts[0], html="".join(shown)),))
    (work / "slides.typ").write_text(_typst(manuscript(part), work), encoding="utf-8")
    return _set(book, work, "handout", _told(book)).saved(work, f"{book.stem}-phat-tay.pdf", "Bản phát tay, có dòng kẻ")


def _first_fitting(complaint: str, attempts: Sequence[Callable[[], _Pdf]]) -> _Pdf:
    """What the first attempt gives to which the template does not answer with the complaint; that of the last is raised."""
    for attempt in attempts[:-1]:
        try:
            return attempt()
        except typst.TypstError as error:
            if complaint not in error.message:
                raise
    return attempts[-1]()


def _set(book: Book, work: Path, name: str, told: Mapping[str, Any]) -> _Pdf:
    (work / f"{name}.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    for file in (f"{name}.typ", "look.typ"):
        (work / file).write_bytes((_HERE / file).read_bytes())
    return _compiled(work / f"{name}.typ", book, _STANDARDS, bool(told.get("official")))


def _typst(text: Manuscript, work: Path) -> str:
    """The text as typst; `work` holds its pictures, whose sizes it tells."""
    options = [f"--lua-filter={_HERE / 'filter.lua'}", "--wrap=none"]
    body: str = pypandoc.convert_text(sized(text.html, work), "typst", format=READER, extra_args=options)
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
        "sources": book.sources,
        "time": dict(book.facts).get("Thời gian đọc", ""),
        "kind": book.kind,
        "url": book.url,
        "day": [book.day.year, book.day.month, book.day.day],
    }


def _typeset(book: Book, work: Path, paper: str, size: float, face: str) -> _Pdf:
    """The book on a paper in a size; with a `face` in the look of Decree 30/2020/NĐ-CP, Annex I."""
    told = {**_told(book), "paper": paper, "size": size, "official": bool(face), "face": face or "Noto Serif"}
    if face == "Noto Serif":
        told["facts"] = (*book.facts, ("Phông chữ", "Noto Serif, vì máy làm bản này không có Times New Roman"))
    cover = {"long": book.is_long, "cover": int(book.is_long), "depth": book.depth}
    return _first_fitting(
        "TABLE", [partial(_set, book, work, "book", {**told, **cover, "table": table}) for table in _TABLE]
    )


def _booklet(book: Book, work: Path, count: int) -> _Pdf:
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


def _compiled(file: Path, book: Book, standards: list[Any], system: bool = False) -> _Pdf:
    result: Any = typst.compile(str(file), font_paths=fonts(system), pdf_standards=standards, timestamp=moment(book))
    small = BytesIO()
    with pikepdf.open(BytesIO(result)) as pdf:
        # Typst writes the tree of tags as plain text, more than half of a file.
        pdf.save(
            small, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True, deterministic_id=True
        )
        return _Pdf(small.getvalue(), len(pdf.pages))


def explained(book: Book, text: Manuscript, error: typst.TypstError, work: Path) -> PrintError:
    """What typst says, in Vietnamese where it is a fault that editors make, with what the line at fault holds."""
    if missing := re.search(r'the text `"(.+?)"` could not be displayed', error.message):
        return PrintError(f"chữ “{missing[1]}” không có trong phông chữ in: thay bằng chữ khác", missing[1])
    if wide := re.search(r"TABLE (\S+)", error.message):
        advice = "bớt cột, hoặc viết thành danh sách"
        return PrintError(f"bảng có chữ “{wide[1]}” không vừa bề ngang của cột: {advice}", wide[1])
    if panel := re.search(r"PANEL (\d) (\d+)", error.message):
        found = re.findall(r"<h2[^>]*>(.*?)<", book.parts[0].html)
        advice = "bớt chữ, hoặc chuyển bớt sang ô khác"
        return PrintError(
            f"ô thứ {panel[1]} của tờ gấp dài quá khoảng {panel[2]} %: {advice}",
            found[int(panel[1]) - 1] if len(found) == 6 else "",
        )
    for name, real in text.images.items():
        if not _is_readable(work / laid(work, name)):
            file = real.rsplit("/", 1)[-1]
            return PrintError(f"ảnh `{file}` hỏng, hoặc không phải PNG, JPEG, GIF, WebP, AVIF: lưu lại ảnh", file)
    words = _words_at_fault(error.diagnostic)
    place = f" ở gần “{words}”" if words else ""
    told = f"không dàn được trang in{place}: viết lại bảng, danh sách hay mã HTML ở đó cho đơn giản hơn"
    return PrintError(told, words, f"{error.message} {error.diagnostic}")


def _is_readable(image: Path) -> bool:
    source = f'#set document(title: "a")\n#image("{image.name}", alt: "a")'
    try:
        typst.compile(cast(Any, source.encode()), root=str(image.parent))
    except typst.TypstError:
        return False
    return True


def _words_at_fault(diagnostic: str) -> str:
    """The longest run of words in the line of the body that the diagnostic shows."""
    shown = re.search(r"body\.typ:\d+:\d+\s+│\s+\d+ │ (.*)", diagnostic)
    return max(re.findall(r"[\w ,]+", shown[1]), key=len, default="").strip() if shown else ""
