"""What is wrong with a field and how to mend it, in Vietnamese, from pydantic's errors; an example for every field."""

from __future__ import annotations

import difflib

from pydantic_core import ErrorDetails

from tusach.law.validity import Status
from tusach.law.vietnamese import fold
from tusach.shelf.fields import RELATIONS, PageFields

PLACEHOLDER = "…"

EXAMPLES = {
    "title": "Chia tài sản khi ly hôn",
    "summary": "Một, hai câu nói tài liệu dùng để làm gì",
    "compiled_by": "Sở Tư pháp …",
    "number": "31/2024/QH15",
    "introduces": "31/2024/QH15",
    "type": "Luật",
    "issuer": "Quốc hội",
    "text": "digest",
    "status": "{value: Còn hiệu lực, as_of: 2026-11-22, source: vbpl.vn}",
    "source": "https://vbpl.vn/",
    "question": "Tôi muốn …?",
    "short_answer": "Được, nếu … (khoản 1 Điều …)",
    "minutes": "4",
    "recording": "ban-tin.mp3",
    "captions": "bai-giang.vtt",
    "chapters": "[0:00 Mở đầu, 2:30 Phần 1]",
    "agency": "Sở Tư pháp …",
    "draft": "du-thao.pdf",
}
_OPTIONAL = {"topics": "[]", "audience": "[]", "aliases": "[]", "relations": "[]", "language": "vi"}


def unfilled(name: str) -> tuple[str, str]:
    """That the "…" of the template still stands in a field, and what may stand there."""
    leaf = name.split(".")[-1]
    return f"mục `{name}` chưa điền", f"thay dấu … bằng nội dung, ví dụ `{leaf}: {example(leaf)}`"


def explained_fault(detail: ErrorDetails, model: type[PageFields]) -> tuple[str, str]:
    """What is wrong with a field and how to mend it, in Vietnamese, from pydantic's error."""
    name = ".".join(str(part) for part in detail["loc"] if not isinstance(part, int))
    leaf = name.split(".")[-1]
    value = detail["input"]
    if value == PLACEHOLDER:
        return unfilled(name)
    match detail["type"]:
        case "missing":
            return f"thiếu mục `{name}` ({_meaning(model, name)})", f"thêm dòng `{leaf}: {example(leaf)}`"
        case "extra_forbidden":
            return f"không có mục nào tên `{name}`", _legal_names(model, name)
        case "not_a_date":
            return f"`{name}: {value}` không phải ngày", "viết theo mẫu năm-tháng-ngày, ví dụ `2026-11-22`"
        case "not_a_day":
            return f"`{name}: {value}` không có trên lịch", "sửa lại ngày, tháng cho đúng"
        case "not_a_status":
            return f"`{name}: {value}` không phải tình trạng hiệu lực", f"chọn một trong: {_statuses()}"
        case "undated_status":
            return "tình trạng hiệu lực chưa có ngày kiểm tra", "thêm `as_of: 2026-11-22`, ngày đã tra"
        case "not_a_number":
            return (
                f"`{name}: {value}` không giống số, ký hiệu văn bản",
                "viết như trên văn bản, ví dụ `31/2024/QH15`",
            )
        case "not_askings":
            return f"mục `{name}` viết sai kiểu", "mỗi điều một dòng: `  Điều 12: [câu bà con hỏi, câu khác]`"
        case "not_a_link":
            return f"`{name}: {value}` không phải địa chỉ web", "chép đủ địa chỉ, bắt đầu bằng `https://`"
        case "not_chapters":
            remedy = (
                "viết thời điểm rồi tên phần: `[0:00 Mở đầu, 2:30 Câu hỏi ôn tập]`; "
                "tên có dấu phẩy thì mỗi phần một dòng: `- 0:00 Mở đầu, giới thiệu`"
            )
            return f"`{name}` viết sai kiểu", remedy
        case "not_an_address":
            return (
                f"`{name}: {value}` không phải địa chỉ trên trang",
                "viết như `hoi-dap/ten-cu`, chữ thường không dấu",
            )
        case "literal_error":
            return (
                f"`{name}: {value}` không nằm trong danh sách",
                "chọn `official` (nguyên văn) hoặc `digest` (tóm lược)",
            )
        case "not_a_relation":
            return f"`{name}: {value}` không phải quan hệ giữa hai văn bản", f"chọn một trong: {' · '.join(RELATIONS)}"
        case "int_parsing" | "greater_than_equal" | "less_than_equal":
            return (
                f"`{name}: {value}` không phải số phút hợp lệ",
                f"viết một số nguyên từ 1 đến 60, ví dụ `{example(leaf)}`",
            )
        case _:
            return (
                f"mục `{name}` viết sai kiểu ({_meaning(model, name)})",
                f"viết theo mẫu `{leaf}: {example(leaf)}`",
            )


def _meaning(model: type[PageFields], name: str) -> str:
    info = model.model_fields.get(name.split(".")[0])
    return info.description or name if info else name


def example(name: str) -> str:
    """A value an editor could have typed into the field, PLACEHOLDER when there is none."""
    return EXAMPLES.get(name) or ("2026-11-22" if name in DATES else _OPTIONAL.get(name, PLACEHOLDER))


DATES = (
    "published",
    "updated",
    "law_as_of",
    "issued",
    "effective",
    "expires",
    "as_of",
    "from_date",
    "opens",
    "closes",
    "answered",
)


def _legal_names(model: type[PageFields], name: str) -> str:
    names = list(model.model_fields)
    if "." in name:
        return "xóa dòng này, hoặc xem các mục đúng trong CONTRIBUTING.md"
    close = difflib.get_close_matches(fold(name), names, n=1)
    advice = f"có phải là `{close[0]}`? " if close else ""
    return f"{advice}các mục dùng được: {', '.join(names)}"


def _statuses() -> str:
    return " · ".join(status.label for status in Status)
