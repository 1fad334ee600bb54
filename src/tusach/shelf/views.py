"""The pages of the site that no file stands for: search, lists, and the old addresses that lead to new ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tusach.law.issuer import level
from tusach.law.vietnamese import slug, sort_key
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.checks import SHARING, SLIDES
from tusach.shelf.fields import DocumentFields
from tusach.shelf.kinds import Kind
from tusach.shelf.publication import Publication
from tusach.shelf.taken import TakenPublication, TakenSource
from tusach.shelf.topics import Topic


@dataclass(frozen=True)
class View:
    """A page made of the bookcase: its `address`, `title`, `template`, and what it lists or leads to."""

    address: str
    title: str
    template: str
    kind: Kind | None = None
    topic: Topic | None = None
    documents: tuple[Publication, ...] = ()
    hint: str = ""
    target: str = ""
    source: TakenSource | None = None
    taken: TakenPublication | None = None
    item: Publication | None = None

    @property
    def summary(self) -> str:
        """What a search engine prints below the title."""
        return self.hint or (self.kind.hint if self.kind else self.topic.hint if self.topic else "")


def views(bookcase: Bookcase) -> Iterator[View]:
    """Every view of the bookcase; kinds and topics without publications have none."""
    yield View("tim-kiem", "Tìm kiếm", "search.html")
    yield View("a-z", "Mục lục A–Z", "a-z.html")
    yield View("chu-de", "Chủ đề", "topics.html")
    yield View("tai-ve", "Tải tủ sách về máy", "keep.html")
    yield View("nhung", "Đưa tủ sách lên cổng của bạn", "embed.html")
    yield View("gui-cau-hoi", "Gửi câu hỏi", "ask.html")
    yield View("khong-mang", "Không có mạng", "offline.html")
    for kind, _ in bookcase.kinds_with_items():
        yield View(kind.address, kind.label, "kind.html", kind=kind)
    for topic, _ in bookcase.topics_with_items():
        yield View(f"chu-de/{topic.slug}", topic.label, "topic.html", topic=topic)
    for item in bookcase.publications:
        hint = f"Bài đăng, tin nhắn, bài đọc loa, thẻ hình và mã QR của “{item.title}”"
        yield View(f"{item.address}/{SHARING}", f"Chia sẻ: {item.title}", "share.html", hint=hint, item=item)
        if item.kind.key == "lecture":
            hint = f"Trang chiếu của bài giảng “{item.title}”"
            yield View(f"{item.address}/{SLIDES}", f"Trình chiếu: {item.title}", "slides.html", hint=hint, item=item)
    yield from _document_lists(bookcase)
    for leaf in bookcase.leaves():
        for alias in leaf.fields.aliases:
            yield View(alias, leaf.title, "moved.html", target=leaf.address)


def taken_views(sources: Iterable[TakenSource]) -> Iterator[View]:
    """The pages of what was taken in from sister bookcases: all sources, each source, each publication."""
    sources = tuple(sources)
    if sources:
        hint = "Bài do các tủ sách khác biên soạn, mỗi bài ghi rõ nguồn"
        yield View("nguon", "Từ các tủ sách khác", "taken-list.html", hint=hint)
    for source in sources:
        hint = f"Bài lấy từ {source.title}"
        yield View(source.address, f"Từ {source.title}", "taken-list.html", hint=hint, source=source)
        for one in source.items:
            yield View(one.address, one.entry.title, "taken.html", hint=one.entry.summary, source=source, taken=one)


def _document_lists(bookcase: Bookcase) -> Iterator[View]:
    """A page for each type and each issuer of documents, and one for the local ones, as the state's plans ask."""
    shelf = next((kind for kind, _ in bookcase.kinds_with_items() if kind.key == "document"), None)
    if shelf is None:
        return
    rows = [(item, item.fields) for item in bookcase.of_kind(shelf) if isinstance(item.fields, DocumentFields)]
    for name in sorted({fields.type for _, fields in rows}, key=sort_key):
        chosen = tuple(item for item, fields in rows if fields.type == name)
        yield View(
            type_address(shelf, name), name, "documents.html", shelf, documents=chosen, hint=f"Văn bản loại {name}"
        )
    for name in sorted({fields.issuer for _, fields in rows}, key=sort_key):
        chosen = tuple(item for item, fields in rows if fields.issuer == name)
        yield View(
            issuer_address(shelf, name),
            name,
            "documents.html",
            shelf,
            documents=chosen,
            hint=f"Văn bản do {name} ban hành",
        )
    local = tuple(item for item, fields in rows if level(fields.issuer).is_local)
    hint = "Nghị quyết của Hội đồng nhân dân, quyết định của Ủy ban nhân dân tỉnh và xã"
    yield View(f"{shelf.address}/dia-phuong", "Văn bản địa phương", "documents.html", shelf, documents=local, hint=hint)


def type_address(kind: Kind, name: str) -> str:
    """The address of the list of documents of one type."""
    return f"{kind.address}/loai/{slug(name)}"


def issuer_address(kind: Kind, name: str) -> str:
    """The address of the list of documents of one issuer."""
    return f"{kind.address}/co-quan/{slug(name)}"
