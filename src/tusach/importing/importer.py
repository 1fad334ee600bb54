"""One Word file in, one Markdown document and a report out."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

from tusach.importing.blocks import UNITS, Block
from tusach.importing.facts import Facts, facts
from tusach.importing.frame import has_words
from tusach.importing.legacy import modernized
from tusach.importing.safety import RefusedError, checked_docx
from tusach.importing.structure import Structure, structured
from tusach.importing.word import Line, WordText, read_word
from tusach.law.issuer import document_key
from tusach.law.number import is_number
from tusach.law.vietnamese import slug

_NOTE = re.compile("\ue000(\\d+)\ue001")
_ESCAPED = re.compile(r"([\\`*_\[\]|])")
_BLOCK_START = re.compile(r"^(#|(?:[+-]|\d+[.)])(?=\s))")
# File systems and memory sticks take no name without end.
_LONGEST_NAME = 120
_OPENING_RUN = re.compile(r"^(~{3,}|={2,}|-{3,}|:)")
_NO_LEGAL_HEAD = (
    "không phải văn bản pháp luật: phần đầu không có quốc hiệu hay dòng “Số: …” của chính nó - cẩm nang, hỏi đáp, câu chuyện, "
    "đề cương thì tạo bằng `tusach new` rồi chép nội dung vào; đúng là văn bản thì thêm phần đầu vào tệp Word rồi nhập lại"
)


@dataclass(frozen=True)
class Imported:
    """A document ready for the shelf: its file `name`, its `markdown`, and the report's facts and figures."""

    name: str
    markdown: str
    facts: Facts
    counts: Counter[str]
    todo: tuple[str, ...]
    doubts: tuple[str, ...]
    dropped: tuple[str, ...]
    words: int
    words_lost: int

    def report(self) -> str:
        """One line for the terminal, in Vietnamese, then one a thing to fill in, to look at or dropped."""
        counts = self.counts
        first = (
            f"{self.facts.title or self.name}: {counts['dieu']} điều, {counts['khoan']} khoản, {counts['diem']} điểm"
            f", {self.words} từ" + (f", mất {self.words_lost} từ" if self.words_lost else "")
        )
        return "\n".join(
            [
                first,
                *(f"  cần điền: {name}" for name in self.todo),
                *(f"  cần xem lại: {what}" for what in self.doubts),
                *(f"  đã bỏ: {what}" for what in self.dropped),
            ]
        )


def import_file(file: Path) -> Imported:
    """Read an official Word file. The same file gives the same bytes. Raises RefusedError with the reason and the remedy."""
    docx, legacy = modernized(checked_docx(file))
    word = read_word(docx)
    structure = structured(word.lines)
    found = facts(structure)
    if not found.legal:
        raise RefusedError(_NO_LEGAL_HEAD)
    todo = tuple(name for name, value in _required(found) if not value)
    body = _body(structure, word)
    kept, frame = _sorted(word.lines, structure)
    dropped = [f"{what} (×{count})" if count > 1 else what for what, count in Counter(word.dropped).items()]
    dropped += _framed(frame)
    empty = sum(block.kind in ("khoan", "diem") and not block.text for block in structure.body)
    if empty:
        dropped.append(f"{empty} khoản, điểm không có chữ trong tệp gốc")
    if legacy:
        dropped.append(f"phông chữ cũ (TCVN3, VNI) ở {legacy} đoạn: đã chuyển sang Unicode")
    if structure.parted:
        dropped.append(f"chỗ dính liền: đã tách {structure.parted} khoản, điểm theo số thứ tự")
    return Imported(
        name=f"{_name(found) or slug(file.stem)}.md",
        markdown=f"{_front_matter(found)}\n{body}",
        facts=found,
        counts=Counter(unit.kind for unit in structure.body if not unit.quoted),
        todo=todo,
        doubts=(*found.doubts, *_about_tables(kept)),
        dropped=tuple(dropped),
        words=_words([line.text for line in kept] + word.notes),
        words_lost=_words(_missing([*_texts(kept), *word.notes], body)),
    )


def _name(found: Facts) -> str:
    """The document's name on the shelf: its number, else the first words of its title; "" when it has neither."""
    if is_number(found.number):
        return document_key(found.number, found.issuer)
    whole = slug(found.title)
    return whole if len(whole) <= _LONGEST_NAME else whole[:_LONGEST_NAME].rsplit("-", 1)[0]


def _sorted(lines: Sequence[Line], structure: Structure) -> tuple[list[Line], list[Line]]:
    """The lines that stay in the document, and the letterhead and signatures that its front matter stands for."""
    words = {id(line) for line in (*structure.preamble, *structure.formula)}
    frame = [line for line in (*structure.head, *structure.closing) if id(line) not in words]
    gone = {id(line) for line in frame}
    return [line for line in lines if id(line) not in gone], frame


def _framed(frame: Sequence[Line]) -> Iterator[str]:
    """The words that only frame the text, each line named, so that an editor sees a loss."""
    texts = [" / ".join(cell for cell in _cells(line) if cell) if line.rows else line.text for line in frame]
    shown = [text for text in texts if has_words(text)]
    if shown:
        count = _words(line.text for line in frame)
        quoted = " ".join(f"“{text}”" for text in shown)
        yield f"{count} từ quốc hiệu, số hiệu, tên, nơi nhận, chữ ký (đã ghi vào phần khai báo), {len(shown)} dòng: {quoted}"


def _about_tables(lines: Sequence[Line]) -> Iterator[str]:
    for rank, table in enumerate((line for line in lines if line.rows), start=1):
        title = " | ".join(" ".join(cell.split()) for cell in table.rows[0])[:60]
        yield from (f"bảng {rank} “{title}”: {remark}" for remark in table.remarks)


def _texts(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        yield from _cells(line) if line.rows else (line.text,)


def _cells(table: Line) -> Iterator[str]:
    return (" ".join(cell.split()) for row in table.rows for cell in row)


def _required(found: Facts) -> list[tuple[str, object]]:
    names = ("title", "number", "type", "issuer", "issued")
    return [*((name, getattr(found, name)) for name in names), ("source", found.portal_id)]


def _front_matter(found: Facts) -> str:
    missing = "…"
    issued = found.issued.isoformat() if found.issued else missing
    named = f"{found.title or missing} số {found.number}" if is_number(found.number) else found.title or missing
    lines = [
        *(f"# Cần xem lại: {doubt}" for doubt in found.doubts),
        f"title: {_quoted(found.title or missing)}",
        f"summary: {_quoted(f'Toàn văn {named}' + (f', ban hành ngày {_vietnamese_day(found.issued)}.' if found.issued else '.'))}",
        f"number: {_quoted(found.number or missing)}",
        f"type: {_quoted(found.type or missing)}",
        f"issuer: {_quoted(found.issuer or missing)}",
        f"signer: {_quoted(found.signer)}" if found.signer else "# signer: …",
        f"issued: {issued}",
        f"effective: {found.effective.isoformat()}" if found.effective else "# effective: …",
        "text: official",
        "# Chưa kiểm tra hiệu lực: tra trên vbpl.vn rồi ghi tình trạng, ngày và nơi kiểm tra.",
        "status: {value: Chưa rõ, source: chưa kiểm tra}",
        f"source: https://vbpl.vn/  # ID {found.portal_id}" if found.portal_id else f"source: {missing}",
    ]
    if found.relations:
        lines.append("relations:")
        lines += [f"  - {{kind: {_quoted(one.kind)}, to: {_quoted(one.to)}}}" for one in found.relations]
    return "\n".join(["---", *lines, "---", ""])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _vietnamese_day(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def _body(structure: Structure, word: WordText) -> str:
    present = [kind for kind in UNITS if any(unit.kind == kind for unit in structure.body)]
    levels = {kind: 2 + sum(other != "phu-luc" for other in present[: present.index(kind)]) for kind in present}
    if "phu-luc" in levels:
        levels["phu-luc"] = 2
    blocks = [_line(line) for line in structure.preamble]
    blocks += [_block(unit, levels) for unit in structure.own]
    blocks += [_line(line) for line in structure.formula]
    blocks += [_block(unit, levels) for unit in structure.body[len(structure.own) :]]
    blocks += [f"[^{rank}]: {_escaped(text)}" for rank, text in enumerate(word.notes, start=1)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _line(line: Line) -> str:
    return _table(line.rows) if line.rows else _paragraph(line.text)


def _block(unit: Block, levels: dict[str, int]) -> str:
    if unit.table:
        return _table(unit.table)
    if unit.kind in UNITS:
        heading = f"{'#' * min(6, levels[unit.kind])} {_escaped(unit.label)}.{' ' + _escaped(unit.heading) if unit.heading else ''}"
        return heading + (f"\n\n{_paragraph(unit.text)}" if unit.text else "")
    if unit.kind == "kem-theo":
        return f"## {_escaped(unit.heading)}"
    if unit.kind in ("khoan", "diem") and not unit.text:
        return f"{unit.number}\\{'.' if unit.kind == 'khoan' else ')'}"
    if unit.kind == "khoan":
        return f"{unit.number}. {_escaped(unit.text)}"
    if unit.kind == "diem":
        return f"{unit.number}) {_escaped(unit.text)}"
    return f"> {_paragraph(unit.text)}" if unit.quoted else _paragraph(unit.text)


def _paragraph(text: str) -> str:
    """A paragraph that Markdown reads as one: no list, heading, rule or definition by accident."""
    clean = _escaped(text)
    if clean.startswith("- "):
        return f"– {clean[2:]}"
    clean = _BLOCK_START.sub(lambda match: f"{match[1][:-1]}\\{match[1][-1]}", clean)
    return _OPENING_RUN.sub(r"\\\1", clean)


def _escaped(text: str) -> str:
    clean = _ESCAPED.sub(r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
    return _NOTE.sub(r"[^\1]", clean)


def _table(rows: Sequence[Sequence[str]]) -> str:
    width = max(len(row) for row in rows)
    lines = []
    for rank, row in enumerate(rows):
        cells = [_escaped(" ".join(cell.split())) for cell in row] + [""] * (width - len(row))
        lines.append(f"| {' | '.join(cells)} |")
        if rank == 0:
            lines.append(f"|{'---|' * width}")
    return "\n".join(lines)


def _plain(markdown: str) -> str:
    return unescape(re.sub(r"\\(.)", r"\1", re.sub(r"\[\^\d+\]:?", " ", markdown)))


def _words(texts: Iterable[str]) -> int:
    return sum(len(re.findall(r"\w*[^\W_]\w*", _NOTE.sub(" ", text))) for text in texts)


def _missing(source: Sequence[str], body: str) -> Iterator[str]:
    """The lines of the source whose letters do not stand in the body, one after the other."""
    letters = re.sub(r"\W+", "", _plain(body))
    place = 0
    for line in source:
        wanted = re.sub(r"\W+", "", _NOTE.sub("", line))
        found = letters.find(wanted, place)
        if found < 0:
            found = letters.find(wanted)
        if found < 0:
            yield line
        else:
            place = found + len(wanted)
