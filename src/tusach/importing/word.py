"""Reads a Word file by pandoc, sandboxed and with limits, into plain lines, tables and footnotes."""

from __future__ import annotations

import io
import json
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypandoc

from tusach.importing.grid import spread, words
from tusach.importing.safety import RefusedError
from tusach.importing.unread import unread
from tusach.law.vietnamese import nfc

SECONDS = 120
MEMORY = "1500m"
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BLANKS = re.compile(r"[\s\u00a0\u2000-\u200b\ufeff]+")
# Where a footnote's mark stands in a line; chosen outside of any text.
NOTE = "\ue000{}\ue001"


@dataclass(frozen=True)
class Line:
    """One line of text, or one table as `rows` of cells (then `text` is its words in order).

    `remarks` say what an editor should look at in the table.
    """

    text: str
    rows: tuple[tuple[str, ...], ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass
class WordText:
    """The `lines` in order, the `notes` they refer to, and what had to be `dropped`, in Vietnamese."""

    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def read_word(docx: bytes) -> WordText:
    """The text of a checked Word file. Raises RefusedError when pandoc cannot read it within its limits."""
    text = WordText()
    _Walk(text).blocks(_pandoc(docx)["blocks"])
    boxes = _text_boxes(docx)
    if boxes:
        text.dropped.append(f"{boxes} khung chữ (text box): chép tay nội dung nếu cần")
    text.dropped += unread(docx, [*(line.text for line in text.lines), *text.notes])
    return text


def _pandoc(docx: bytes) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        file.write(docx)
        file.flush()
        command = [
            pypandoc.get_pandoc_path(),
            "--sandbox",
            "-f",
            "docx",
            "-t",
            "json",
            file.name,
            "+RTS",
            f"-M{MEMORY}",
            "-RTS",
        ]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
            return dict(json.loads(done.stdout))
        except subprocess.TimeoutExpired as error:
            raise RefusedError(f"đọc quá {SECONDS} giây chưa xong - chia tệp thành nhiều phần") from error
        except (subprocess.CalledProcessError, ValueError) as error:
            raise RefusedError("không đọc được nội dung tệp Word - mở bằng Word rồi lưu lại thành .docx") from error


def _text_boxes(docx: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        xml = archive.read("word/document.xml")
    # A modern box is stored twice, the second time for old versions of Word.
    return len(re.findall(rb"<wps:txbx[ >]", xml)) or len(re.findall(rb"<v:textbox[ >]", xml))


@dataclass
class _Walk:
    """Walks pandoc's tree once and writes lines."""

    out: WordText

    def blocks(self, blocks: Sequence[dict[str, Any]]) -> None:
        for block in blocks:
            kind = block["t"]
            content: Any = block.get("c")
            if kind in ("Para", "Plain"):
                self.lines(self.inlines(content))
            elif kind == "Header":
                self.lines(self.inlines(content[2]))
            elif kind == "OrderedList":
                # Numbers were written into the text before; what is left is a list without visible marks.
                self.items(self.first_lines(content[1]))
            elif kind == "BulletList":
                self.items(((f"- {text}", rest) for text, rest in self.first_lines(content)))
            elif kind == "BlockQuote":
                self.blocks(content)
            elif kind in ("Div", "Figure"):
                self.blocks(content[-1])
            elif kind == "LineBlock":
                for line in content:
                    self.lines(self.inlines(line))
            elif kind == "DefinitionList":
                for term, definitions in content:
                    self.lines(self.inlines(term))
                    for definition in definitions:
                        self.blocks(definition)
            elif kind == "Table":
                self.table(content)
            elif kind == "CodeBlock":
                self.lines(content[1])

    def lines(self, text: str) -> None:
        for line in text.split("\n"):
            clean = _clean(line)
            if clean:
                self.out.lines.append(Line(clean))

    def items(self, items: Iterator[tuple[str, list[dict[str, Any]]]]) -> None:
        for text, rest in items:
            self.lines(text)
            self.blocks(rest)

    def first_lines(self, items: Sequence[list[dict[str, Any]]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        for blocks in items:
            if blocks and blocks[0]["t"] in ("Para", "Plain"):
                yield self.inlines(blocks[0]["c"]), blocks[1:]
            else:
                yield "", blocks

    def table(self, content: Any) -> None:
        _, caption, _, head, bodies, foot = content
        self.blocks(caption[1])
        rows = list(head[1]) + [row for body in bodies for part in (body[2], body[3]) for row in part] + list(foot[1])
        if len(rows) == 1 and len(rows[0][1]) == 1:
            # A table of one cell is a frame round the text in it.
            self.blocks(rows[0][1][0][4])
            return
        inner: list[str] = []
        cells = [[self.cell(cell, inner) for cell in row[1]] for row in rows]
        text = _clean(words(" ".join(cell for row in cells for cell in row)))
        if text:
            shown, remarks = spread(cells)
            self.out.lines.append(Line(text, shown, (*remarks, *inner)))

    def cell(self, cell: Any, remarks: list[str]) -> str:
        inner = WordText(notes=self.out.notes, dropped=self.out.dropped)
        _Walk(inner).blocks(cell[4])
        for line in inner.lines:
            if line.rows:
                remarks.append(f"bảng con “{_title(line)}” đã viết thành dòng trong ô - tách thành bảng riêng nếu cần")
                remarks += line.remarks
        return "\n".join(_in_one_line(line) for line in inner.lines)

    def inlines(self, inlines: Sequence[dict[str, Any]]) -> str:
        return "".join(self.inline(one) for one in inlines)

    def inline(self, one: dict[str, Any]) -> str:
        kind = one["t"]
        content: Any = one.get("c")
        if kind == "Str":
            return str(content)
        if kind in ("Space", "SoftBreak"):
            return " "
        if kind == "LineBreak":
            return "\n"
        if kind in ("Emph", "Strong", "Underline", "Strikeout", "Subscript", "SmallCaps"):
            return self.inlines(content)
        if kind == "Superscript":
            return self.inlines(content).translate(_SUPERSCRIPTS)
        if kind == "Quoted":
            left, right = ("‘", "’") if content[0]["t"] == "SingleQuote" else ("“", "”")
            return f"{left}{self.inlines(content[1])}{right}"
        if kind in ("Span", "Cite"):
            return self.inlines(content[1])
        if kind == "Link":
            return self.inlines(content[1])
        if kind in ("Code", "Math", "RawInline"):
            return str(content[1])
        if kind == "Note":
            return self.note(content)
        if kind == "Image":
            self.out.dropped.append("1 hình ảnh: lưu thành .png đặt cạnh tệp rồi chèn lại nếu cần")
        return ""

    def note(self, blocks: Sequence[dict[str, Any]]) -> str:
        inner = WordText(notes=self.out.notes, dropped=self.out.dropped)
        _Walk(inner).blocks(blocks)
        self.out.notes.append(" ".join(line.text for line in inner.lines))
        return NOTE.format(len(self.out.notes))


def _title(table: Line) -> str:
    return " | ".join(" ".join(cell.split()) for cell in table.rows[0])[:60]


def _in_one_line(line: Line) -> str:
    """A line inside a cell; a table there is written row by row."""
    rows = (" | ".join(" ".join(cell.split()) for cell in row if cell) for row in line.rows)
    return f"({'; '.join(rows)})" if line.rows else line.text


def _clean(text: str) -> str:
    return _BLANKS.sub(" ", nfc(text)).strip()
