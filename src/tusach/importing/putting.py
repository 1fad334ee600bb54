"""Puts an imported document on the shelf: only an earlier import of the same document may give way to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tusach.importing.batch import Result
from tusach.law.vietnamese import slug
from tusach.shelf.frontmatter import split

_UNKNOWN = "…"


@dataclass(frozen=True)
class Outcome:
    """What was done with a document, in a few Vietnamese words for a sum, `why` not when it was left; whether it is `fine`."""

    done: str
    why: str = ""
    fine: bool = True

    def __str__(self) -> str:
        return f"{self.done} ({self.why})" if self.why else self.done


@dataclass
class Shelf:
    """The `folder` that takes documents, and what came onto it in this run; with `dry_run` nothing is written."""

    folder: Path
    dry_run: bool = False
    overwrite: bool = False
    placed: dict[str, Result] = field(default_factory=dict)

    def put(self, result: Result) -> Outcome:
        """Write the document unless another one stands there, or the same one otherwise and `overwrite` is not set."""
        if result.refused:
            return Outcome("không nhận", fine=False)
        target = self.folder / result.name
        before = self.placed.setdefault(result.name, result)
        there = before.markdown if before is not result else _text(target)
        if there == result.markdown:
            return Outcome("không đổi")
        if there and (why := _other(there, result.markdown)):
            return Outcome("giữ văn bản khác", why, fine=False)
        if before is not result:
            return Outcome("trùng văn bản", f"cùng văn bản với {before.file}, đã giữ bản ấy - chọn một tệp", fine=False)
        if there and not self.overwrite:
            why = "trên kệ đã có văn bản này, nội dung khác tệp vừa đọc - dùng --overwrite nếu muốn thay"
            return Outcome("giữ bản trên kệ", why, fine=False)
        if self.dry_run:
            return Outcome("sẽ ghi")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(result.markdown.encode())
        return Outcome("đã ghi")


def _text(file: Path) -> str:
    """What stands in the file; a mark of order and line ends of Windows change nothing."""
    return file.read_text(encoding="utf-8-sig", errors="replace") if file.exists() else ""


def _other(there: str, new: str) -> str:
    """Why what stands there is another document than the new one, in Vietnamese; "" when it is the same."""
    old, fresh = _fields(there), _fields(new)
    if _differ(old, fresh, "issuer"):
        return "trùng số với văn bản của cơ quan khác - đổi tên tệp kia rồi nhập lại"
    named = f"trên kệ là {_named(old)}, tệp vừa đọc là {_named(fresh)}"
    if old.get("text") != "official":
        return f"{named}: bản trên kệ không phải nguyên văn đã nhập - đổi tên tệp kia rồi nhập lại"
    known = [name for name in ("number", "title") if _UNKNOWN not in (old.get(name, _UNKNOWN), fresh[name])]
    # Without a number, a title that comes back each year is another document by its day.
    told = ("number", "type", "title") if "number" in known else ("type", "title", "issued")
    if not known or any(_differ(old, fresh, name) for name in told):
        return f"{named} - đổi tên tệp kia rồi nhập lại"
    return ""


def _fields(markdown: str) -> dict[str, str]:
    return {name: str(value).strip() for name, value in split(markdown).fields.items()}


def _differ(old: dict[str, str], new: dict[str, str], name: str) -> bool:
    """Whether both say something there, and not the same; how it is spelt does not count."""
    one, other = old.get(name, _UNKNOWN), new.get(name, _UNKNOWN)
    return _UNKNOWN not in (one, other) and slug(one) != slug(other)


def _named(fields: dict[str, str]) -> str:
    return f"“{fields.get('title', _UNKNOWN)}” số {fields.get('number', _UNKNOWN)}"
