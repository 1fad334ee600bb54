"""What stopped a build or a command and no rule foresaw: the page at hand and what to do, in Vietnamese; the rest for whoever mends the program."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

from tusach.outputs import publish

_SOURCE = Path(__file__).parents[2]


def failure(error: BaseException, path: str) -> str:
    """What an editor is told; `path` is the file whose page was being made, "" when it was none of them.

    What Python says of it goes to the error stream, on a line of its own.
    """
    hindered = publish.hindrance(error)
    if hindered:
        return hindered
    print(_technical(error), file=sys.stderr)
    if not path:
        return "không làm xong vì một lỗi của phần mềm, không phải của bài nào; gửi các dòng này cho người làm phần mềm"
    if isinstance(error, RecursionError):
        return f"{path}: bài có danh sách, trích dẫn hay bảng lồng nhau quá sâu - viết lại cho bớt cấp"
    if isinstance(error, MemoryError):
        return f"{path}: bài quá lớn so với bộ nhớ của máy - tách thành nhiều chương hoặc nhiều tệp"
    remedy = "bỏ bớt từng phần của bài để tìm chỗ ấy, hoặc gửi tệp và các dòng này cho người làm phần mềm"
    return f"{path}: có chỗ phần mềm chưa đọc được - {remedy}"


def _technical(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    at = Path(frames[-1].filename) if frames else Path()
    place = at.relative_to(_SOURCE) if at.is_relative_to(_SOURCE) else Path(at.parent.name, at.name)
    where = f" ({place.as_posix()}:{frames[-1].lineno})" if frames else ""
    return f"Chi tiết kỹ thuật: {type(error).__name__}: {error}{where}"
