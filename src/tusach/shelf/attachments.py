"""The files that stand beside pages: named by a page, of a sort that is served, and what they should be."""

from __future__ import annotations

import posixpath
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image

from tusach.problem import Problem
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.fields import BroadcastFields
from tusach.shelf.files import SERVED
from tusach.shelf.links import beside, linked_path, undescribed
from tusach.shelf.pictures import without_traces

_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")
_FORMATS = ("PNG", "JPEG", "WEBP", "AVIF", "GIF")
_MOST_PIXELS = 100_000_000
# The parts of a file of Office (ECMA-376) that tell of its writers, and as much of them as is read.
_TOLD_IN = ("docProps/core.xml", "word/document.xml")
_MOST_OF_A_PART = 20_000_000
_AUTHOR = re.compile(rb"<(?:dc:creator|cp:lastModifiedBy)>[^<]*[^<\s]")
_CHANGED = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo) ")


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


def pictures_can_be_shown(bookcase: Bookcase) -> Iterator[Problem]:
    """A picture beside a page is whole, is one of the sorts browsers show, and is not so large that a telephone could not open it."""
    for path, real in bookcase.named.items():
        if Path(path).suffix.lower() in _PICTURES and (fault := _picture_fault(bookcase.root / real)):
            yield Problem(path, 1, *fault)


def pictures_are_described(bookcase: Bookcase) -> Iterator[Problem]:
    """Each picture of a publication has words for those who do not see it (WCAG 2.2, 1.1.1; PDF/UA-1, 7.3): no book is made without."""
    for leaf in (leaf for item in bookcase.publications for leaf in item.leaves):
        for line in undescribed(leaf.body):
            what, remedy = "ảnh thiếu lời tả cho người không thấy ảnh", "viết `![lời tả](tệp ảnh)`"
            yield Problem(leaf.path, leaf.line + line - 1, what, remedy)


def _picture_fault(file: Path) -> tuple[str, str] | None:
    try:
        data = file.read_bytes()
        if not data:
            return "ảnh rỗng (0 byte)", "chép lại ảnh từ máy ảnh hoặc điện thoại"
        without_traces(data)
        # Pillow warns of what is large: that is judged here.
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(data), formats=_FORMATS) as picture:
            width, height = picture.size
            traces = picture.format == "AVIF" and (picture.info.get("exif") or picture.info.get("xmp"))
    except Image.DecompressionBombError:
        return "ảnh quá lớn", f"thu ảnh lại còn nhiều nhất {_MOST_PIXELS // 10**6} triệu điểm ảnh"
    except (OSError, ValueError, SyntaxError) as error:
        system = f" (lỗi hệ thống {error.errno})" if isinstance(error, OSError) and error.errno else ""
        return f"ảnh hỏng, không đọc được{system}", "mở ảnh, lưu lại thành .jpg hoặc .png rồi thay tệp này"
    if width * height > _MOST_PIXELS:
        what = f"ảnh {width} x {height} điểm ảnh quá lớn"
        return what, f"thu ảnh lại còn nhiều nhất {_MOST_PIXELS // 10**6} triệu điểm ảnh"
    if traces:
        return "ảnh .avif còn thông tin nơi chụp, máy chụp", "lưu lại thành .jpg hoặc .webp, thông tin ấy sẽ được bỏ"
    return None


def papers_tell_no_more_than_they_should(bookcase: Bookcase) -> Iterator[Problem]:
    """A file of an office program beside a page carries no comments, tracked changes or names of its authors."""
    for path, real in bookcase.named.items():
        if told := ", ".join(_hidden(bookcase.root / real)):
            remedy = "trong Word hay Excel mở File, Info, Inspect Document, xóa các mục ấy rồi lưu lại"
            yield Problem(path, 1, f"tệp đăng kèm còn {told}", remedy, "warning")


def _hidden(file: Path) -> Iterator[str]:
    if file.suffix.lower() not in (".docx", ".xlsx", ".pptx"):
        return
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            text = b"".join(_part(archive, name) for name in _TOLD_IN if name in names)
    except (OSError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        return
    if _AUTHOR.search(text):
        yield "tên người soạn"
    if any("/comments" in name for name in names):
        yield "lời bình"
    if _CHANGED.search(text):
        yield "phần sửa theo dõi (Track Changes)"


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_MOST_OF_A_PART)
