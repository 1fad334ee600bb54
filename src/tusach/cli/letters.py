"""`tusach new question --from-mail`: a letter becomes a draft of a question, without what tells who asked."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import click

from tusach.importing.letter import Letter, LetterError, read_letter
from tusach.law.vietnamese import slug
from tusach.shelf.kinds import Kind
from tusach.shelf.publication import blank


def letter_at(file: Path) -> Letter:
    """The letter in a file; click's error when it cannot be read."""
    try:
        return read_letter(file)
    except LetterError as error:
        raise click.ClickException(f"{error}.") from error


def title_of(letter: Letter) -> str:
    """A name for the draft: the subject without "Re:" and "Fwd:", and without the marks of what was removed."""
    words = re.sub(r"\s*\[[^\]]*\]", "", letter.subject)
    while words[:3].lower() in ("re:", "fw:") or words[:4].lower() in ("fwd:", "tl: "):
        words = words.partition(":")[2].strip()
    return words if slug(words) else "Câu hỏi của bạn đọc"


def draft(kind: Kind, title: str, letter: Letter) -> str:
    """The text of the draft: fields that an editor must fill keep their "…", so that it cannot go out unread."""
    text = blank(kind, title, date.today())
    question = " ".join(letter.question.split())
    text = text.replace("question: …", f"question: {json.dumps(question, ensure_ascii=False)}", 1)
    return text.replace("## Giải thích\n\n…", f"## Giải thích\n\n{letter.answer or '…'}", 1)


def told(letter: Letter) -> str:
    """What was removed and left out, without the data itself."""
    counts = Counter(one.kind for one in letter.removed)
    removed = ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "không thấy dữ liệu cá nhân nào"
    rows = [f"Đã bỏ: {removed}."]
    if letter.left_out:
        rows.append(f"Không lấy tệp kèm: {', '.join(letter.left_out)}.")
    rows.append(
        "Máy không nhận ra hết: hãy đọc lại từng chữ, bỏ tên người, địa chỉ, số giấy tờ còn sót, rồi mới lưu vào Git."
    )
    return "\n".join(rows)
