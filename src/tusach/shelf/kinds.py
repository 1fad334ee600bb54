"""ONE table of the kinds of publications: folder, Vietnamese labels, address, fields, template, mark, and how to start one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tusach.shelf.fields import (
    BroadcastFields,
    CommonFields,
    DialogueFields,
    DocumentFields,
    LectureFields,
    OutlineFields,
    PublicationFields,
    QuestionFields,
)


@dataclass(frozen=True)
class Kind:
    """One kind: `folder` in the bookcase, `label` on the page, `address` on the site, `fields` of its front matter.

    `hint` says in a few words what a reader finds there, `mark` is one letter-sized sign of the cover. A `book` is a
    folder with chapters, or a single file. A new file starts with `opening` and `sections`.
    """

    key: str
    folder: str
    label: str
    address: str
    hint: str
    mark: str
    fields: type[CommonFields] = PublicationFields
    book: bool = False
    opening: str = ""
    sections: tuple[str, ...] = ()

    @property
    def template(self) -> str:
        """The Jinja template of the layout."""
        return f"kinds/{self.key}.html"

    @property
    def body(self) -> str:
        """The Markdown a new file of this kind starts with."""
        return "\n\n".join([self.opening, *(f"## {section}\n\n…" for section in self.sections)]).strip()


_FICTION = "*Nhân vật, địa danh là hư cấu.*"

KINDS: tuple[Kind, ...] = (
    Kind(
        "handbook", "handbooks", "Sổ tay", "so-tay", "Cẩm nang từng bước, đọc theo chương", "S",
        book=True, sections=("Lời nói đầu", "Cách dùng sổ tay"),
    ),
    Kind(
        "outline", "outlines", "Đề cương luật mới", "de-cuong", "Luật mới nói gì, trong vài trang", "L",
        fields=OutlineFields, sections=("I. Sự cần thiết ban hành", "II. Mục đích và phạm vi", "III. Bố cục", "IV. Nội dung cơ bản",
                  "V. Hiệu lực và chuyển tiếp", "Câu hỏi thảo luận"),
    ),
    Kind(
        "document", "content/documents", "Văn bản", "van-ban", "Luật, nghị quyết, quyết định", "§",
        fields=DocumentFields, opening="## Chương I. …\n\n### Điều 1. …\n\n1. …\n\na) …",
    ),
    Kind(
        "question", "content/questions", "Hỏi đáp", "hoi-dap", "Hỏi một câu, đáp có căn cứ", "?",
        fields=QuestionFields, sections=("Giải thích", "Căn cứ", "Bà con cần làm gì"),
    ),
    Kind("story", "content/stories", "Câu chuyện pháp luật", "cau-chuyen", "Chuyện đời thường, hiểu luật", "C", opening=_FICTION, sections=("Mở đầu", "Lời bàn pháp lý", "Bài học", "Câu hỏi trao đổi")),
    Kind("skit", "content/skits", "Tiểu phẩm", "tieu-pham", "Kịch ngắn để diễn ở thôn, ở trường", "T", opening=_FICTION,
        sections=("Thông điệp", "Nhân vật", "Bối cảnh và đạo cụ", "Cảnh 1", "Chốt điều luật", "Giao lưu với khán giả")),
    Kind("leaflet", "content/leaflets", "Tờ gấp", "to-gap", "Một tờ, sáu ô, in ra là phát", "G", sections=tuple(f"Ô {panel}" for panel in range(1, 7))),
    Kind(
        "broadcast", "content/broadcasts", "Bản tin phát thanh", "phat-thanh", "Đọc trên loa xã, ba đến năm phút", "P",
        fields=BroadcastFields, sections=("Lời chào", "Tiêu điểm", "Nội dung", "Bà con cần làm gì", "Căn cứ", "Nhắc lại"),
    ),
    Kind(
        "lecture", "content/lectures", "Bài giảng", "bai-giang", "Trình chiếu kèm lời giảng", "B",
        fields=LectureFields, sections=("Mục tiêu", "Phần 1", "Câu hỏi ôn tập"),
    ),
    Kind(
        "training", "content/training", "Tài liệu tập huấn", "tap-huan", "Nghiệp vụ cho người làm công tác pháp luật", "N",
        sections=("Mục tiêu", "Nội dung", "Bài tập"),
    ),
    Kind(
        "dialogue", "content/dialogues", "Đối thoại chính sách", "doi-thoai", "Dân hỏi, cơ quan trả lời", "Đ",
        fields=DialogueFields, opening="…\n\n## Điều 1. …\n\n### Ý kiến: …\n\n…\n\n> **Trả lời của …, ngày … tháng … năm …:** …",
    ),
    Kind(
        "quiz", "content/quizzes", "Thi tìm hiểu pháp luật", "thi-tim-hieu", "Trả lời, biết đúng sai ngay", "Q",
        opening="## Câu 1. …\n\n- [ ] …\n- [x] …\n\n> Căn cứ: khoản … Điều … Luật …",
    ),
)  # fmt: skip


def kinds(folders: Mapping[str, str], labels: Mapping[str, str]) -> tuple[Kind, ...]:
    """The table with a bookcase's own `folders` and `labels` (both by kind key) in place of the defaults."""
    return tuple(
        replace(kind, folder=folders.get(kind.key, kind.folder), label=labels.get(kind.key, kind.label))
        for kind in KINDS
    )
