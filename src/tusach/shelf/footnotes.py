"""Footnotes: each is called where it belongs, and each call has its note."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tusach.problem import Problem
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.links import prose
from tusach.shelf.publication import Leaf

_NOTE = re.compile(r"^ {0,3}\[\^(?P<label>[^\]\s]+)\]:")
_CALL = re.compile(r"(?<!\\)\[\^(?P<label>[^\]\s]+)\]")
_CODE = re.compile(r"`+[^`]*`+")


def footnotes_are_called(bookcase: Bookcase) -> Iterator[Problem]:
    """A note that nothing calls stands below the page alone and in no book; a call without its note is printed as typed."""
    for leaf in bookcase.leaves():
        if "[^" in leaf.body:
            yield from _faults(leaf)


def _faults(leaf: Leaf) -> Iterator[Problem]:
    notes: dict[str, int] = {}
    calls: dict[str, int] = {}
    for number, line in prose(leaf.body):
        note = _NOTE.match(line)
        if note:
            notes.setdefault(note["label"], number)
        for call in _CALL.finditer(_CODE.sub("", line[note.end() :] if note else line)):
            calls.setdefault(call["label"], number)
    for label in notes.keys() - calls.keys():
        remedy = f"viết `[^{label}]` ở chỗ cần chú thích, hoặc xóa chú thích; sách in không có chú thích này"
        yield Problem(
            leaf.path, leaf.line + notes[label] - 1, f"không chỗ nào gọi chú thích `[^{label}]`", remedy, "warning"
        )
    for label in calls.keys() - notes.keys():
        remedy = f"thêm một dòng `[^{label}]: lời chú thích`, hoặc viết `\\[^` nếu đó không phải chú thích"
        yield Problem(leaf.path, leaf.line + calls[label] - 1, f"`[^{label}]` chưa có lời chú thích", remedy, "warning")
