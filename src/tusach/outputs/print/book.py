"""What is printed: a publication with all its pages, what its cover and its colophon say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape

from tusach.law.vietnamese import written_day
from tusach.outputs.page import Page
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.fields import DocumentFields, QuestionFields
from tusach.shelf.kinds import Kind
from tusach.shelf.publication import Publication

# Words from which a publication has a cover and a table of contents; a shorter one begins under its title.
_LONG = 2_500


@dataclass(frozen=True)
class Part:
    """One page of a book: its `address` on the site, its `title`, the `html` of its content.

    The title is printed above it as a chapter's when it is `headed`; the opening of a book is not.
    """

    address: str
    title: str
    html: str
    headed: bool = False


@dataclass(frozen=True)
class Book:
    """A publication as it is printed.

    `path` is its file, for messages; `label` its kind in words, `opening` what stands before the text (question and short
    answer, or summary), `facts` the rows of the colophon; `url` is where it stands on the web, "" when the bookcase has no
    address; `images` leads from addresses on the site to files on the disk.
    """

    path: str
    address: str
    kind: str
    label: str
    title: str
    author: str
    opening: tuple[str, ...]
    parts: tuple[Part, ...]
    facts: tuple[tuple[str, str], ...]
    day: date
    url: str
    images: Mapping[str, str]

    @property
    def stem(self) -> str:
        """The name of its files without their endings."""
        return self.address.rsplit("/", 1)[-1]

    @property
    def is_long(self) -> bool:
        """Whether it has a cover and a table of contents."""
        return len(self.parts) > 1 or sum(len(part.html.split()) for part in self.parts) > _LONG


def books(bookcase: Bookcase, pages: Mapping[str, Page], site_url: str, today: date) -> Iterator[Book]:
    """Every publication of the bookcase as a book, and all those of a kind as one; `pages` by the paths of their files."""
    for kind, count in bookcase.kinds_with_items():
        if count > 1 and not kind.book and kind.key != "document":
            yield _collected(bookcase, kind, pages, site_url, today)
    for item in bookcase.publications:
        yield Book(
            path=item.path,
            address=item.address,
            kind=item.kind.key,
            label=item.kind.label,
            title=item.title,
            author=getattr(item.fields, "compiled_by", "") or getattr(item.fields, "issuer", ""),
            opening=_opening(item),
            parts=tuple(
                Part(leaf.address, leaf.title, pages[leaf.path].html, leaf is not item) for leaf in item.leaves
            ),
            facts=tuple((name, text) for name, text in _facts(item, site_url) if text),
            day=getattr(item.fields, "updated", None) or item.day or today,
            url=f"{site_url.rstrip('/')}/{item.address}/" if site_url else "",
            images={f"tep/{path}": real for path, real in bookcase.assets.items()},
        )


def _collected(bookcase: Bookcase, kind: Kind, pages: Mapping[str, Page], site_url: str, today: date) -> Book:
    items = [item for item in bookcase.publications if item.kind.key == kind.key]
    days = [day for item in items if (day := getattr(item.fields, "law_as_of", None))]
    url = f"{site_url.rstrip('/')}/{kind.address}/" if site_url else ""
    facts = [
        ("Gồm", f"{len(items)} bài"),
        ("Pháp luật được cập nhật đến ngày", written_day(min(days)) if days else ""),
        ("Địa chỉ trên mạng", url),
    ]
    return Book(
        path=items[0].path,
        address=kind.address,
        kind="collection",
        label="Tuyển tập",
        title=kind.label,
        author="; ".join(dict.fromkeys(getattr(item.fields, "compiled_by", "") for item in items)),
        opening=(f"Tất cả {len(items)} bài thuộc loại “{kind.label}” của tủ sách, in thành một cuốn.",),
        parts=tuple(Part(item.address, item.title, _with_opening(item, pages[item.path].html), True) for item in items),
        facts=tuple((name, text) for name, text in facts if text),
        day=max((item.day for item in items if item.day), default=today),
        url=url,
        images={f"tep/{path}": real for path, real in bookcase.assets.items()},
    )


def _with_opening(item: Publication, html: str) -> str:
    return "".join(f"<p><strong>{escape(line)}</strong></p>" for line in _opening(item)) + html


def _opening(item: Publication) -> tuple[str, ...]:
    if isinstance(item.fields, QuestionFields):
        return (item.fields.question, item.fields.short_answer)
    return (item.summary,)


def _facts(item: Publication, site_url: str) -> Iterator[tuple[str, str]]:
    fields = item.fields
    if isinstance(fields, DocumentFields):
        yield "Số, ký hiệu", fields.number
        yield "Cơ quan ban hành", fields.issuer
        yield "Ngày ban hành", written_day(fields.issued)
        yield "Ngày có hiệu lực", written_day(fields.effective)
        yield "Lưu ý", "Bản để đọc và tra cứu, không thay văn bản chính thức."
    minutes = getattr(fields, "minutes", 0)
    yield "Thời gian đọc", f"khoảng {minutes} phút" if minutes else ""
    yield "Biên soạn", getattr(fields, "compiled_by", "")
    yield "Phê duyệt", fields.approved_by
    yield "Phát hành", written_day(getattr(fields, "published", None))
    yield "Sửa gần nhất", written_day(fields.updated)
    yield "Pháp luật được cập nhật đến ngày", written_day(getattr(fields, "law_as_of", None))
    yield "Giấy phép", fields.license
    yield "Địa chỉ trên mạng", f"{site_url.rstrip('/')}/{item.address}/" if site_url else ""
    yield "Thấy chỗ sai", "Xin báo cho nơi biên soạn, nêu tên bài, mục và chỗ sai."
