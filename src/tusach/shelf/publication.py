"""One publication read from its Markdown file: frozen, typed; its problems are collected, never raised."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from tusach.law.issuer import document_key
from tusach.law.letters import seen, with_bullets
from tusach.law.vietnamese import nfc, reading_minutes, slug
from tusach.problem import Problems
from tusach.shelf import frontmatter
from tusach.shelf.bounds import faults_of_size
from tusach.shelf.explain import DATES, EXAMPLES, PLACEHOLDER, example, explained_fault, unfilled
from tusach.shelf.fields import NO_NUMBER, CommonFields, DocumentFields, PageFields, QuestionFields
from tusach.shelf.kinds import Kind
from tusach.shelf.links import Link, links

_SYSTEM_FILES = ("thumbs.db", "desktop.ini", "icon\r")
MAX_BYTES = 4 * 1024 * 1024

_CHAPTER_NUMBER = re.compile(r"^\d+[-_. ]*")


@dataclass(frozen=True, eq=False)
class Leaf:
    """What one Markdown file becomes: one page. `path` is relative to the bookcase, `line` is the body's first line."""

    path: str
    address: str
    fields: PageFields
    body: str = field(repr=False)
    line: int
    field_lines: Mapping[str, int] = field(repr=False, default_factory=dict)

    @property
    def title(self) -> str:
        """The title of the page."""
        return self.fields.title

    @property
    def summary(self) -> str:
        """One or two sentences, possibly ""."""
        return self.fields.summary

    @property
    def minutes(self) -> int:
        """Minutes to read the page."""
        return reading_minutes(self.body)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link and picture of the body, with its line there."""
        return links(self.body)

    @property
    def lead(self) -> str:
        """What the page says before its body: a question with its short answer, else the summary."""
        if isinstance(self.fields, QuestionFields):
            return f"{self.fields.question} {self.fields.short_answer}"
        return self.summary

    def field_line(self, name: str) -> int:
        """The line where a field stands, the first line of the file when it is absent."""
        return self.field_lines.get(name, 1)


@dataclass(frozen=True, eq=False)
class Publication(Leaf):
    """One publication: its kind, its typed front matter, and its chapters when it is a book."""

    kind: Kind = field(kw_only=True)
    fields: CommonFields
    chapters: tuple[Leaf, ...] = ()

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """The publication's own page, then its chapters."""
        return (self, *self.chapters)

    @property
    def day(self) -> date | None:
        """The day that places it in lists: issued for documents, else published."""
        if isinstance(self.fields, DocumentFields):
            return self.fields.issued
        return getattr(self.fields, "published", None)

    @property
    def cited_as(self) -> str:
        """A document's name in a citation, "Luật Đất đai số 31/2024/QH15"; "" for what is no document."""
        if not isinstance(self.fields, DocumentFields):
            return ""
        number = self.fields.number
        return self.title if number in self.title or number == NO_NUMBER else f"{self.title} số {number}"

    @property
    def total_minutes(self) -> int:
        """Minutes to read all of it."""
        return sum(leaf.minutes for leaf in self.leaves)


@dataclass(frozen=True)
class Reading:
    """What reading the shelves notes by the way: `problems`, and `drafts`, pages whose front matter has faults.

    A draft is never published, but its text is checked like any other, so that an editor sees all faults at once.
    """

    problems: Problems = field(default_factory=Problems)
    drafts: list[Leaf] = field(default_factory=list)


def is_system_file(name: str) -> bool:
    """Whether a file was left by an operating system or an editor, not by a person."""
    return name.startswith((".", "~$")) or name.endswith("~") or name.lower() in _SYSTEM_FILES


def read_text(file: Path, path: str, problems: Problems) -> str | None:
    """The file's text in NFC with LF, without what nobody sees; None, with a problem noted, when it is not readable text."""
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            problems.add(
                path,
                1,
                f"tệp dài {size / 1048576:.1f} MB, quá 4 MB".replace(".", ","),
                "tách thành nhiều chương hoặc nhiều tệp",
            )
            return None
        data = file.read_bytes()
    except OSError as error:
        problems.add(path, 1, f"không đọc được tệp (lỗi hệ thống {error.errno})", "kiểm tra tên và quyền đọc của tệp")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.add(path, line, "tệp không phải Unicode UTF-8", "mở bằng trình soạn thảo, chọn Lưu với mã hóa UTF-8")
        return None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        problems.add(path, line, "tệp có ký tự rỗng, không phải văn bản", "lưu lại thành tệp Markdown, mã hóa UTF-8")
        return None
    return nfc(seen(text.replace("\r\n", "\n").replace("\r", "\n")))


def read_leaf(
    file: Path, path: str, address: str, model: type[PageFields], reading: Reading, body_needed: bool = True
) -> Leaf | None:
    """Read one file as a page; None, with its problems noted, when it cannot become one."""
    problems = reading.problems
    text = read_text(file, path, problems)
    if text is None:
        return None
    matter = frontmatter.split(text)
    for fault in matter.faults:
        problems.add(path, fault.line, fault.what, fault.remedy)
    oversized = [*faults_of_size(matter.body, matter.body_line)]
    for fault in oversized:
        problems.add(path, fault.line, fault.what, fault.remedy)
    if oversized:
        return None
    if body_needed and not matter.body.strip():
        problems.add(path, matter.body_line, "chưa có nội dung", "viết nội dung sau dòng `---` thứ hai")
    unreadable = bool(matter.faults) and not matter.fields
    fields = None if unreadable else _validated(path, matter, model, problems)
    leaf = Leaf(
        path, address, fields or PageFields(title=path), with_bullets(matter.body), matter.body_line, matter.lines
    )
    if fields is None:
        reading.drafts.append(leaf)
        return None
    return leaf


def read_publication(root: Path, file: Path, kind: Kind, reading: Reading) -> Publication | None:
    """Read a publication from its file, or a book from its folder's index.md and numbered chapters.

    `file` lies in the kind's folder under `root`; for a book in a folder it is that folder's index.md.
    """
    is_folder = file.name == "index.md"
    name = file.parent.name if is_folder else file.stem
    path = nfc(file.relative_to(root).as_posix())
    leaf = read_leaf(file, path, "", kind.fields, reading)
    if leaf is None:
        return None
    assert isinstance(leaf.fields, CommonFields)
    stem = slug(name)
    if isinstance(leaf.fields, DocumentFields) and leaf.fields.number != NO_NUMBER:
        stem = document_key(leaf.fields.number, leaf.fields.issuer)
    if not stem:
        reading.problems.add(
            path, 1, "tên tệp không có chữ hay số nào", "đặt tên tệp bằng chữ thường, ví dụ `chia-tai-san.md`"
        )
        return None
    address = f"{kind.address}/{stem}"
    chapters = tuple(_chapters(root, file, address, reading)) if is_folder else ()
    return Publication(path, address, leaf.fields, leaf.body, leaf.line, leaf.field_lines, kind=kind, chapters=chapters)


def _chapters(root: Path, index: Path, address: str, reading: Reading) -> Iterable[Leaf]:
    for file in sorted(index.parent.glob("*.md"), key=lambda file: _chapter_order(file.stem)):
        if file.name == "index.md" or is_system_file(file.name) or not file.is_file():
            continue
        path = nfc(file.relative_to(root).as_posix())
        stem = slug(_CHAPTER_NUMBER.sub("", file.stem)) or slug(file.stem)
        leaf = read_leaf(file, path, f"{address}/{stem}", PageFields, reading)
        if leaf is not None:
            yield leaf


def _chapter_order(stem: str) -> tuple[int, str]:
    digits = re.match(r"\d+", stem)
    return (int(digits[0]) if digits else 10**9, stem)


def _validated(
    path: str, matter: frontmatter.FrontMatter, model: type[PageFields], problems: Problems
) -> PageFields | None:
    filled = {name: value for name, value in matter.fields.items() if value not in ("", [], {})}
    try:
        return model.model_validate(filled)
    except ValidationError as error:
        faults = [(str(detail["loc"][0]), explained_fault(detail, model)) for detail in error.errors()]
        told = {name for name, _ in faults}
        empty = [name for name, value in matter.fields.items() if value == PLACEHOLDER and name not in told]
        for name, (what, remedy) in [*faults, *((name, unfilled(name)) for name in empty)]:
            problems.add(path, matter.lines.get(name, 1), what, remedy)
        return None


def blank(kind: Kind, title: str, today: date) -> str:
    """The text of a new publication: each field of the kind under its meaning, "…" where the editor must write."""
    lines = ["---"]
    for name, info in kind.fields.model_fields.items():
        needed = info.is_required()
        value = {"title": json.dumps(title, ensure_ascii=False), "license": "CC BY 4.0"}.get(
            name, PLACEHOLDER if needed else example(name)
        )
        if needed and name in DATES:
            value = today.isoformat()
        lines += [f"# {info.description}", f"{'' if needed else '# '}{name}: {value}"]
        if needed and name in EXAMPLES and name != "title":
            lines[-2] += f". Ví dụ: {EXAMPLES[name]}"
    return "\n".join([*lines, "---", "", kind.body, ""])
