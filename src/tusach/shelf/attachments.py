"""The files that stand beside pages: named by a page, of a sort that is served, and what they should be."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from tusach.problem import Problem
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.fields import BroadcastFields
from tusach.shelf.files import SERVED
from tusach.shelf.links import beside, linked_path


def files_are_named(bookcase: Bookcase) -> Iterator[Problem]:
    """Only files that a page names go out, and only such as a browser may be handed; any other is a warning."""
    named = set(bookcase.named) | {linked_path(leaf.path, link.to) for leaf in bookcase.drafts for link in leaf.links}
    # What a page names in a front matter that cannot be read, nobody knows.
    unsure = {posixpath.dirname(path) for path in bookcase.unread}
    for path in bookcase.assets:
        suffix = posixpath.splitext(path)[1].lower()
        if path in named and suffix not in SERVED:
            what = f"không đăng loại tệp `{suffix or posixpath.basename(path)}`"
            yield Problem(path, 1, what, "chuyển sang ảnh .png .jpg .webp, hoặc .pdf .docx; hoặc bỏ liên kết tới tệp")
        elif path not in named and posixpath.dirname(path) not in unsure:
            what = "không bài nào dẫn tới tệp này nên tệp không lên trang"
            remedy = "dẫn tới tệp từ một bài, hoặc chuyển tệp ra khỏi kệ"
            yield Problem(path, 1, what, remedy, "warning")


def covers_exist(bookcase: Bookcase) -> Iterator[Problem]:
    """A cover named in the front matter is a file beside it."""
    for item in bookcase.publications:
        if item.fields.cover and beside(item.path, item.fields.cover) not in bookcase.assets:
            yield Problem(
                item.path,
                item.field_line("cover"),
                f"không thấy ảnh bìa `{item.fields.cover}`",
                "đặt ảnh cạnh tệp này",
            )


def recordings_can_be_heard(bookcase: Bookcase) -> Iterator[Problem]:
    """The recording of a broadcast is an MP3 beside it: by its first bytes, an ID3 tag or the sync word of ISO 11172-3."""
    for item in bookcase.publications:
        name = item.fields.recording if isinstance(item.fields, BroadcastFields) else ""
        file = bookcase.assets.get(beside(item.path, name)) if name else None
        head = (bookcase.root / file).read_bytes()[:3] if file else b""
        if name and not name.lower().endswith(".mp3"):
            what, remedy = f"`recording: {name}` không phải tệp .mp3", "xuất bản ghi âm thành .mp3, đặt cạnh tệp này"
        elif name and not file:
            what, remedy = f"không thấy tệp ghi âm `{name}`", "đặt tệp cạnh tệp này, viết đúng tên"
        elif name and head != b"ID3" and not (head[:1] == b"\xff" and head[1:2] >= b"\xe0"):
            what, remedy = f"`{name}` không phải tệp MP3", "xuất lại bản ghi âm thành .mp3"
        else:
            continue
        yield Problem(item.path, item.field_line("recording"), what, remedy)
