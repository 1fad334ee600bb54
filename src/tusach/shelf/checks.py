"""Rules over the whole bookcase. A new rule is one function here and its name in CHECKS."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from urllib.parse import unquote, urlsplit

from tusach.law.glossary import definitions
from tusach.law.provision import twins
from tusach.law.vietnamese import slug
from tusach.problem import Problem, Problems
from tusach.shelf.attachments import (
    covers_exist,
    files_are_named,
    papers_tell_no_more_than_they_should,
    pictures_are_described,
    pictures_can_be_shown,
    recordings_can_be_heard,
)
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.dialogue import dialogue_days_are_in_order, dialogues_can_be_read
from tusach.shelf.embeds import pictures_lie_beside_their_page
from tusach.shelf.explain import PLACEHOLDER
from tusach.shelf.fields import DialogueFields, DocumentFields
from tusach.shelf.footnotes import footnotes_are_called
from tusach.shelf.lecture import lectures_can_be_played
from tusach.shelf.links import Link, beside, document_anchors, headings, prose
from tusach.shelf.publication import Leaf
from tusach.shelf.quiz import quizzes_can_be_played
from tusach.shelf.sms import messages_are_short
from tusach.shelf.topics import find_topic

# The first year of the Republic, whose law this is.
FIRST_YEAR = 1945

# The page of every publication that holds what is shared of it, below its own.
SHARING = "chia-se"
# The page of a lecture that shows its slides, below its own; at the top the folder of the scripts of lectures.
SLIDES = "trinh-chieu"
# Addresses the site needs for itself.
RESERVED = (
    *("tim-kiem", "gui-cau-hoi", "chu-de", "nguon", "a-z", "tai-ve", "nhung", "khong-mang", "nghe-doc", SLIDES),
    *("assets", "search", "tep", "404", "index"),
)

Check = Callable[[Bookcase], Iterator[Problem]]


def addresses_are_unique(bookcase: Bookcase) -> Iterator[Problem]:
    """Two files, or a file and an alias, never share an address."""
    owners: dict[str, list[tuple[Leaf, str]]] = defaultdict(list)
    for leaf in bookcase.leaves():
        owners[leaf.address].append((leaf, "title"))
        for alias in leaf.fields.aliases:
            owners[alias].append((leaf, "aliases"))
    taken = {*RESERVED, *(kind.address for kind in bookcase.kinds)}
    for address, users in owners.items():
        for leaf, field in users:
            remedy = "sửa lại mục `aliases`" if field == "aliases" else "đổi tên tệp (với văn bản: sửa số hiệu)"
            if address in taken or address.endswith((f"/{SHARING}", f"/{SLIDES}")):
                what = f"địa chỉ /{address}/ là của trang chung"
                yield Problem(leaf.path, leaf.field_line(field), what, remedy)
            if len(users) > 1:
                others = ", ".join(sorted({other.path for other, _ in users} - {leaf.path})) or "chính tệp này"
                what = f"trùng địa chỉ /{address}/ với {others}"
                yield Problem(leaf.path, leaf.field_line(field), what, remedy)


def topics_are_known(bookcase: Bookcase) -> Iterator[Problem]:
    """A topic is one of the table, so that a slip of the key does not open a second shelf."""
    legal = ", ".join(f"“{topic.label}”" for topic in bookcase.topics)
    for publication in bookcase.publications:
        for name in publication.fields.topics:
            if find_topic(name, bookcase.topics) is None:
                yield Problem(
                    publication.path,
                    publication.field_line("topics"),
                    f"chưa có chủ đề “{name}”",
                    f"chọn trong: {legal}; hoặc thêm vào `topics` trong mkdocs.yml (tên có dấu phẩy đặt trong nháy kép)",
                )


def dates_are_in_order(bookcase: Bookcase) -> Iterator[Problem]:
    """A document is issued before it takes effect and takes effect before it expires; nothing is checked tomorrow; dialogues too."""
    # One day of grace: the editor's clock may be a time zone ahead of the builder's.
    tomorrow = date.today() + timedelta(days=1)
    for item in bookcase.publications:
        line = item.field_line
        for name, day in item.fields:
            if isinstance(day, date) and not FIRST_YEAR <= day.year <= tomorrow.year + 50:
                yield Problem(item.path, line(name), f"năm {day.year} của `{name}` không hợp lý", "kiểm tra lại năm")
        published, updated = getattr(item.fields, "published", None), item.fields.updated
        if published and published > tomorrow + timedelta(days=366):
            yield Problem(item.path, line("published"), "ngày phát hành ở quá xa", "kiểm tra lại năm")
        if published and updated and updated < published:
            yield Problem(item.path, line("updated"), "ngày sửa trước ngày phát hành", "kiểm tra lại hai ngày")
        checked = getattr(item.fields, "law_as_of", None)
        if checked and checked > tomorrow:
            yield Problem(item.path, line("law_as_of"), "ngày đối chiếu pháp luật ở tương lai", "ghi ngày đã đối chiếu")
        if isinstance(item.fields, DialogueFields):
            yield from dialogue_days_are_in_order(item, item.fields, tomorrow)
        if not isinstance(item.fields, DocumentFields):
            continue
        fields = item.fields
        if fields.effective and fields.effective < fields.issued:
            yield Problem(item.path, line("effective"), "ngày có hiệu lực trước ngày ban hành", "kiểm tra lại hai ngày")
        if fields.expires and fields.expires < (fields.effective or fields.issued):
            yield Problem(
                item.path,
                line("expires"),
                "ngày hết hiệu lực trước ngày có hiệu lực",
                "kiểm tra lại hai ngày",
            )
        if fields.status.as_of and fields.status.as_of > tomorrow:
            yield Problem(item.path, line("status"), "ngày kiểm tra tình trạng ở tương lai", "ghi ngày đã kiểm tra")


def titles_stand_alone(bookcase: Bookcase) -> Iterator[Problem]:
    """The title comes from the front matter: a `#` heading in the body would print it twice."""
    for leaf in bookcase.texts():
        for heading in headings(leaf.body):
            line = leaf.line + heading.line - 1
            if heading.fault == "space":
                yield Problem(
                    leaf.path,
                    line,
                    f"tiêu đề “{heading.text}” thiếu dấu cách sau `#`",
                    "thêm một dấu cách sau các dấu `#`",
                )
            elif heading.fault == "underline":
                yield Problem(
                    leaf.path,
                    line,
                    f"dòng gạch dưới biến “{heading.text}” thành tiêu đề",
                    "viết `## Tên`, hoặc thêm dòng trống trước dòng gạch",
                )
            elif heading.level == 1:
                yield Problem(
                    leaf.path,
                    leaf.line + heading.line - 1,
                    f"tiêu đề cấp một “{heading.text}” trong thân bài",
                    "dùng `##` (tên trang đã có ở `title`)",
                )


def provisions_are_unique(bookcase: Bookcase) -> Iterator[Problem]:
    """In one digest each Điều, khoản and điểm stands once; an official text keeps the slips it was published with."""
    for document in bookcase.documents.values():
        if isinstance(document.fields, DocumentFields) and document.fields.text == "official":
            continue
        for unit in twins(document.body):
            name = {"dieu": "Điều", "khoan": "khoản", "diem": "điểm"}.get(unit.kind, "phần")
            yield Problem(
                document.path,
                document.line + unit.line - 1,
                f"{name} {unit.number} xuất hiện hai lần",
                "sửa lại số thứ tự",
            )


def askings_name_articles(bookcase: Bookcase) -> Iterator[Problem]:
    """`asked_as` speaks of Điều that the document has."""
    for document in bookcase.documents.values():
        asked = getattr(document.fields, "asked_as", {})
        for anchor in sorted(set(asked) - document_anchors(document.body)) if asked else ():
            name = f"Điều {anchor.removeprefix('dieu-')}"
            yield Problem(
                document.path, document.field_line("asked_as"), f"`asked_as`: không có {name}", "sửa lại số của điều"
            )


def links_resolve(bookcase: Bookcase) -> Iterator[Problem]:
    """Every relative link leads to a file of the bookcase, and its `#…` to a heading or provision there."""
    for leaf in bookcase.texts():
        for link in leaf.links:
            fault = _fault(bookcase, leaf, link)
            if fault:
                yield Problem(leaf.path, leaf.line + link.line - 1, *fault)


def placeholders_are_filled(bookcase: Bookcase) -> Iterator[Problem]:
    """No "…" of the template goes out as if it were text."""
    for leaf in bookcase.texts():
        for name, value in leaf.fields:
            if value == PLACEHOLDER:
                yield Problem(leaf.path, leaf.field_line(name), f"mục `{name}` chưa điền", "thay dấu … bằng nội dung")
        for number, line in prose(leaf.body):
            if line.lstrip("0123456789.#- ") == PLACEHOLDER:
                yield Problem(
                    leaf.path,
                    leaf.line + number - 1,
                    "phần này chưa viết",
                    "thay dấu … bằng nội dung, hoặc xóa phần này",
                )


def leaflets_have_six_panels(bookcase: Bookcase) -> Iterator[Problem]:
    """A leaflet is one sheet folded twice: six panels, each a `##`, nothing outside them."""
    for item in bookcase.publications:
        if item.kind.key != "leaflet":
            continue
        panels = [heading for heading in headings(item.body) if heading.level == 2]
        if len(panels) != 6:
            yield Problem(item.path, item.line, f"tờ gấp có {len(panels)} ô", "viết đúng sáu mục `##`, mỗi mục một ô")
        if panels and item.body.split("\n##")[0].strip() and not item.body.lstrip().startswith("## "):
            yield Problem(item.path, item.line, "tờ gấp có chữ trước ô đầu", "chuyển vào một trong sáu mục `##`")


def glossaries_exist(bookcase: Bookcase) -> Iterator[Problem]:
    """A glossary is taken from a document on the shelf that has one."""
    for item in bookcase.publications:
        for number in item.fields.glossary:
            document = bookcase.document(number)
            if document is None or not definitions(document.body):
                what = (
                    f"văn bản {number} không có trên kệ"
                    if document is None
                    else f"văn bản {number} không có điều Giải thích từ ngữ"
                )
                yield Problem(item.path, item.field_line("glossary"), what, "sửa số hiệu, hoặc bỏ mục `glossary`")


def messages_fit(bookcase: Bookcase) -> Iterator[Problem]:
    """What goes out by SMS fits into few messages."""
    return messages_are_short(bookcase.publications)


def _fault(bookcase: Bookcase, leaf: Leaf, link: Link) -> tuple[str, str] | None:
    to = link.to
    if not to:
        return "liên kết không có địa chỉ", "viết địa chỉ trong ngoặc tròn, hoặc bỏ liên kết"
    try:
        parts = urlsplit(to)
    except ValueError:
        return f"liên kết `{to}` viết sai", "chép lại cả địa chỉ"
    if parts.scheme in ("http", "https", "mailto", "tel"):
        return None
    if parts.scheme or parts.netloc:
        return f"liên kết `{to}` không được phép", "chỉ dùng https, mailto, tel hoặc đường dẫn trong tủ sách"
    if link.html:
        return f"liên kết `{to}` viết bằng HTML", "viết kiểu Markdown: `[chữ](đường-dẫn)`, ảnh `![mô tả](tệp)`"
    if parts.path.startswith("www."):
        return f"liên kết `{to}` thiếu `https://`", f"viết `https://{to}`"
    if parts.path.startswith("/"):
        return f"liên kết `{to}` bắt đầu bằng `/`", "viết đường dẫn từ tệp này, ví dụ `../questions/ten.md`"
    path = beside(leaf.path, unquote(parts.path)) if parts.path else leaf.path
    if path in bookcase.assets or path in bookcase.unread:
        return None
    target = bookcase.by_path.get(path)
    if target is None:
        return f"liên kết `{to}` không dẫn tới tệp nào", _near(bookcase, path)
    if parts.fragment and unquote(parts.fragment) not in _anchors(bookcase, target):
        return (
            f"trang `{path}` không có mục `#{parts.fragment}`",
            "chép lại liên kết từ nút # cạnh tiêu đề trên trang",
        )
    return None


def _near(bookcase: Bookcase, path: str) -> str:
    name = slug(posixpath.basename(path).removesuffix(".md"))
    same = [known for known in bookcase.by_path if slug(posixpath.basename(known).removesuffix(".md")) == name]
    return f"có phải `{same[0]}`?" if same else "kiểm tra tên tệp và thư mục (chữ hoa, dấu gạch, .md)"


def _anchors(bookcase: Bookcase, leaf: Leaf) -> frozenset[str]:
    owner = bookcase.owner.get(leaf.path)
    if owner and isinstance(owner.fields, DocumentFields):
        return document_anchors(leaf.body)
    return frozenset(heading.anchor for heading in headings(leaf.body))


CHECKS: tuple[Check, ...] = (
    addresses_are_unique,
    topics_are_known,
    dates_are_in_order,
    titles_stand_alone,
    provisions_are_unique,
    askings_name_articles,
    links_resolve,
    footnotes_are_called,
    placeholders_are_filled,
    leaflets_have_six_panels,
    glossaries_exist,
    files_are_named,
    pictures_lie_beside_their_page,
    covers_exist,
    recordings_can_be_heard,
    pictures_are_described,
    pictures_can_be_shown,
    papers_tell_no_more_than_they_should,
    messages_fit,
    quizzes_can_be_played,
    lectures_can_be_played,
    dialogues_can_be_read,
)


def check_bookcase(bookcase: Bookcase, problems: Problems) -> None:
    """Run every rule and note what it finds."""
    for rule in CHECKS:
        problems.extend(rule(bookcase))
