"""EPUB and Word of a book, by pandoc."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any, cast

import pypandoc
import typst

from tusach.outputs.print.book import Book
from tusach.outputs.print.manuscript import READER, Manuscript
from tusach.outputs.print.packed import pictures_of_notes, words_in_contents
from tusach.outputs.print.pictures import DRAWN, copy_for_word, laid, sized
from tusach.outputs.print.typesetting import Download
from tusach.outputs.print.word import reference_docx

_HERE = resources.files(__package__)
# What may not stand in XML (XML 1.0, 2.2), of which both files are made: one such sign, and neither opens.
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def reading_files(book: Book, text: Manuscript, work: Path) -> list[Download]:
    """EPUB and Word from the same text, made in the folder `work`, with the opening before it and the colophon behind."""
    opening = "".join(f"<p><strong>{escape(line)}</strong></p>" for line in book.opening)
    rows = "".join(f"<p><strong>{escape(name)}:</strong> {escape(value)}</p>" for name, value in book.facts)
    sources = "".join(f"<li>{_source(*source)}</li>" for source in book.sources)
    cited = f"<h1>Văn bản được dẫn</h1><ul>{sources}</ul>" if sources else ""
    body = f"{opening}{text.html}{cited}<h1>Về tài liệu này</h1>{rows}"
    html = _NO_XML.sub("", f'<html lang="vi-VN"><head>{"".join(_head(book))}</head><body>{body}</body></html>')
    (work / "epub.css").write_bytes((_HERE / "epub.css").read_bytes())
    reference_docx(work / "reference.docx")
    common = [
        f"--lua-filter={_HERE / 'filter.lua'}",
        f"--resource-path={work}",
    ]
    for kind, name, extra in (
        (
            "epub3",
            f"{book.stem}.epub",
            [f"--css={work / 'epub.css'}", "--split-level=1", f"--toc-depth={max(book.depth, 2)}"],
        ),
        ("docx", f"{book.stem}.docx", [f"--reference-doc={work / 'reference.docx'}"]),
    ):
        source = sized(_shown_by_word(html, text, work) if kind == "docx" else html, work)
        pypandoc.convert_text(source, kind, format=READER, outputfile=str(work / name), extra_args=[*common, *extra])
    words_in_contents(work / f"{book.stem}.epub")
    pictures_of_notes(work / f"{book.stem}.docx")
    return [
        Download(f"{book.stem}.epub", "EPUB", (work / f"{book.stem}.epub").stat().st_size),
        Download(f"{book.stem}.docx", "Word", (work / f"{book.stem}.docx").stat().st_size),
    ]


def _head(book: Book) -> Iterator[str]:
    """What the files tell of themselves, letter for letter: in a file of metadata pandoc would read it as Markdown."""
    yield f"<title>{escape(book.title)}</title>"
    about = {
        "author": book.author,
        "date": book.day.isoformat(),
        "subject": book.label,
        "description": book.opening[-1],
        "identifier": book.url or f"urn:tusach:{book.address}",
    }
    for name, value in about.items():
        yield f'<meta name="{name}" content="{escape(value)}">'


def _source(name: str, address: str) -> str:
    return f'{escape(name)}: <a href="{escape(address)}">{escape(address)}</a>' if address else escape(name)


def _shown_by_word(html: str, text: Manuscript, work: Path) -> str:
    """Many versions of Word show no SVG and no WebP."""
    for name in text.images:
        if name.endswith(".svg"):
            page = f'#set page(width: auto, height: auto, margin: 0pt, fill: white)\n#image("{name}")'
            png: Any = typst.compile(cast(Any, page.encode()), root=str(work), format="png", ppi=DRAWN)
            (work / f"{name}.png").write_bytes(png)
            shown = f"{name}.png"
        else:
            shown = copy_for_word(work, laid(work, name))
        html = html.replace(f'"{name}"', f'"{shown}"')
    return html
