"""What is printed: a publication with all its pages, what its cover and its colophon say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tusach.law.vietnamese import written_day
from tusach.outputs.page import Page
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.fields import DocumentFields, QuestionFields
from tusach.shelf.publication import Publication

# Words from which a publication has a cover and a table of contents; a shorter one begins under its title.
_LONG = 2_500


@dataclass(frozen=True)
class Part:
    """One page of a book: its `address` on the site, its `title`, the `html` of its content."""

    address: str
    title: str
    html: str


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
    """Every publication of the bookcase as a book; `pages` by the paths of their files, finished."""
    for item in bookcase.publications:
        yield Book(
            path=item.path,
            address=item.address,
            kind=item.kind.key,
            label=item.kind.label,
            title=item.title,
            author=getattr(item.fields, "compiled_by", "") or getattr(item.fields, "issuer", ""),
            opening=_opening(item),
            parts=tuple(Part(leaf.address, leaf.title, pages[leaf.path].html) for leaf in item.leaves),
            facts=tuple((name, text) for name, text in _facts(item, site_url) if text),
            day=getattr(item.fields, "updated", None) or item.day or today,
            url=f"{site_url.rstrip('/')}/{item.address}/" if site_url else "",
            images={f"tep/{path}": real for path, real in bookcase.assets.items()},
        )


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
    yield "Biên soạn", getattr(fields, "compiled_by", "")
    yield "Phê duyệt", fields.approved_by
    yield "Phát hành", written_day(getattr(fields, "published", None))
    yield "Sửa gần nhất", written_day(fields.updated)
    yield "Pháp luật được cập nhật đến ngày", written_day(getattr(fields, "law_as_of", None))
    yield "Giấy phép", fields.license
    yield "Địa chỉ trên mạng", f"{site_url.rstrip('/')}/{item.address}/" if site_url else ""
    yield "Thấy chỗ sai", "Xin báo cho nơi biên soạn, nêu tên bài, mục và chỗ sai."
