"""What is printed: a publication with all its pages, what its cover and its colophon say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape

from tusach.law.vietnamese import written_day
from tusach.outputs.page import Page
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.fields import DialogueFields, DocumentFields, QuestionFields
from tusach.shelf.kinds import Kind
from tusach.shelf.publication import Publication
from tusach.shelf.revisions import Revision, revisions

# A document a page cites: one of the bookcase, or the number of one that it does not hold.
Source = Publication | str
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
    answer, or summary), `facts` the rows of the colophon, `sources` the documents it cites with their addresses; `url` is
    where it stands on the web, "" when the bookcase has no address; `images` leads from addresses on the site to files on
    the disk.
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
    sources: tuple[tuple[str, str], ...]
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

    @property
    def depth(self) -> int:
        """The levels of headings in its table of contents: all of a document, or some of its Điều would stand there and others not."""
        return {"collection": 1, "document": 6}.get(self.kind, 2)


def books(
    bookcase: Bookcase, pages: Mapping[str, Page], cited: Mapping[str, Iterable[Source]], site_url: str, today: date
) -> Iterator[Book]:
    """Every publication of the bookcase as a book, and all those of a kind as one.

    `pages` by the paths of their files; `cited` holds the documents a page rests on, by the address of the page.
    """
    binder = _Binder(bookcase, pages, cited, site_url, today)
    for kind, count in bookcase.kinds_with_items():
        if count > 1 and not kind.book and kind.key != "document":
            yield binder.collection(kind)
    for item in bookcase.publications:
        yield binder.book(item)


class _Binder:
    """Puts pages together into books."""

    def __init__(
        self,
        bookcase: Bookcase,
        pages: Mapping[str, Page],
        cited: Mapping[str, Iterable[Source]],
        site_url: str,
        today: date,
    ) -> None:
        self._bookcase, self._pages, self._cited, self._today = bookcase, pages, cited, today
        self._home = f"{site_url.rstrip('/')}/" if site_url else ""
        self._images = {f"tep/{path}": real for path, real in bookcase.assets.items()}
        self._revisions = revisions(bookcase.root)

    def book(self, item: Publication) -> Book:
        """A publication with all its pages."""
        revision = self._revision([item])
        facts = [*_facts(item), ("Phiên bản", _version(revision)), *self._address(item.address)]
        return Book(
            path=item.path,
            address=item.address,
            kind=item.kind.key,
            label=item.kind.label,
            title=item.title,
            author=getattr(item.fields, "compiled_by", "") or getattr(item.fields, "issuer", ""),
            opening=_opening(item),
            parts=tuple(
                Part(leaf.address, leaf.title, self._pages[leaf.path].html, leaf is not item) for leaf in item.leaves
            ),
            facts=tuple((name, text) for name, text in facts if text),
            sources=self._sources([item]),
            day=getattr(item.fields, "updated", None) or item.day or (revision.day if revision else self._today),
            url=self._url(item.address),
            images=self._images,
        )

    def collection(self, kind: Kind) -> Book:
        """All publications of a kind."""
        items = [item for item in self._bookcase.publications if item.kind.key == kind.key]
        law = [day for item in items if (day := getattr(item.fields, "law_as_of", None))]
        revision = self._revision(items)
        facts = [
            ("Gồm", f"{len(items)} bài"),
            ("Pháp luật được cập nhật đến ngày", written_day(min(law)) if law else ""),
            ("Phiên bản", _version(revision)),
            *self._address(kind.address),
        ]
        return Book(
            path=items[0].path,
            address=kind.address,
            kind="collection",
            label="Tuyển tập",
            title=kind.label,
            author="; ".join(dict.fromkeys(getattr(item.fields, "compiled_by", "") for item in items)),
            opening=(f"Tất cả {len(items)} bài thuộc loại “{kind.label}” của tủ sách, in thành một cuốn.",),
            parts=tuple(
                Part(item.address, item.title, _with_opening(item, self._pages[item.path].html), True) for item in items
            ),
            facts=tuple((name, text) for name, text in facts if text),
            sources=self._sources(items),
            day=max((item.day for item in items if item.day), default=self._today),
            url=self._url(kind.address),
            images=self._images,
        )

    def _url(self, address: str) -> str:
        return f"{self._home}{address}/" if self._home else ""

    def _address(self, address: str) -> Iterator[tuple[str, str]]:
        yield "Địa chỉ trên mạng", self._url(address)
        yield "Thấy chỗ sai", "Xin báo cho nơi biên soạn, nêu tên bài, mục và chỗ sai."

    def _revision(self, items: Iterable[Publication]) -> Revision | None:
        """The newest of the commits that last changed the pages."""
        known = (self._revisions.get(leaf.path) for item in items for leaf in item.leaves)
        return min(filter(None, known), key=lambda one: one.rank, default=None)

    def _sources(self, items: Iterable[Publication]) -> tuple[tuple[str, str], ...]:
        found: dict[tuple[str, str], None] = {}
        for item in items:
            for source in (source for leaf in item.leaves for source in self._cited.get(leaf.address, ())):
                if isinstance(source, str):
                    found[f"Văn bản số {source}", ""] = None
                elif source is not item:
                    found[source.cited_as, self._url(source.address)] = None
        return tuple(found)


def _version(revision: Revision | None) -> str:
    return f"{revision.name}, lưu ngày {written_day(revision.day)}" if revision else ""


def _with_opening(item: Publication, html: str) -> str:
    return "".join(f"<p><strong>{escape(line)}</strong></p>" for line in _opening(item)) + html


def _opening(item: Publication) -> tuple[str, ...]:
    if isinstance(item.fields, QuestionFields):
        return (item.fields.question, item.fields.short_answer)
    return (item.summary,)


def _facts(item: Publication) -> Iterator[tuple[str, str]]:
    fields = item.fields
    if isinstance(fields, DocumentFields):
        yield "Số, ký hiệu", fields.number
        yield "Cơ quan ban hành", fields.issuer
        yield "Ngày ban hành", written_day(fields.issued)
        yield "Ngày có hiệu lực", written_day(fields.effective)
        yield "Lưu ý", "Bản để đọc và tra cứu, không thay văn bản chính thức."
    if isinstance(fields, DialogueFields):
        yield "Cơ quan lấy ý kiến", fields.agency
        yield "Dự thảo", fields.draft
        yield "Mở lấy ý kiến", written_day(fields.opens)
        yield "Nhận ý kiến đến hết", written_day(fields.closes)
        yield "Công bố trả lời", written_day(fields.answered)
    minutes = getattr(fields, "minutes", 0)
    yield "Thời gian đọc", f"khoảng {minutes} phút" if minutes else ""
    yield "Biên soạn", getattr(fields, "compiled_by", "")
    yield "Phê duyệt", fields.approved_by
    yield "Phát hành", written_day(getattr(fields, "published", None))
    yield "Sửa gần nhất", written_day(fields.updated)
    yield "Pháp luật được cập nhật đến ngày", written_day(getattr(fields, "law_as_of", None))
    yield "Giấy phép", fields.license
