"""YAML with the line of every field: front matter of a publication, options in mkdocs.yml.

Every scalar stays the text the editor typed (a date is text until a field says it is a date), so a title "2024" or "no"
is never turned into something else. Anchors and aliases are refused: that is how a YAML bomb is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from tusach.law.letters import seen
from tusach.law.vietnamese import nfc

MAX_FRONT_MATTER = 64 * 1024
_MAX_DEPTH = 8
# Long tables are read by libyaml, ten times faster; front matter is not, for its faults are explained by the words of the other.
_FAST = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_CUT = re.compile(r"[ \t]+#\S")
_FENCE = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Fault:
    """What is wrong in the YAML: 1-based `line` counted from the first line of the file, `what` and `remedy`."""

    line: int
    what: str
    remedy: str


@dataclass(frozen=True)
class FrontMatter:
    """`fields` as typed, the `lines` where their names stand, the `body` after them, its first line, and `faults`."""

    fields: Mapping[str, Any]
    lines: Mapping[str, int]
    body: str
    body_line: int
    faults: tuple[Fault, ...] = ()


class _RefusedError(Exception):
    def __init__(self, mark: Any, what: str, remedy: str) -> None:
        super().__init__(what)
        self.line = (mark.line if mark else 0) + 1
        self.what = what
        self.remedy = remedy


@dataclass
class _Reading:
    lines: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def split(text: str) -> FrontMatter:
    """Part a file's text (NFC, LF) into front matter and body. Never raises: faults are listed in the result."""
    if not text.startswith("---"):
        fault = Fault(1, "thiếu phần khai báo ở đầu tệp", "thêm khối `---` … `---` với `title:` và các mục khác")
        return FrontMatter({}, {}, text, 1, (fault,))
    match = _FENCE.match(text)
    if match is None:
        fault = Fault(1, "khối khai báo mở bằng `---` nhưng không đóng", "thêm một dòng `---` sau mục cuối")
        return FrontMatter({}, {}, text, 1, (fault,))
    body_line = text.count("\n", 0, match.end()) + 1
    reading = _Reading()
    try:
        fields = _read(match["yaml"], reading, first_line=2)
    except _RefusedError as refused:
        fault = Fault(refused.line + 1, refused.what, refused.remedy)
        return FrontMatter({}, {}, text[match.end() :], body_line, (fault,))
    return FrontMatter(fields, reading.lines, text[match.end() :], body_line, tuple(reading.faults))


def plugin_options(mkdocs_yml: str) -> Mapping[str, Any]:
    """The options under `plugins: - tusach:` in the text of an mkdocs.yml; {} when there are none or it is not YAML.

    MkDocs itself reports a faulty mkdocs.yml; its own tags (`!ENV`, `!!python/name`) are read as plain text here.
    """
    entries = _mkdocs_options(mkdocs_yml).get("plugins", [])
    pairs: Iterable[tuple[str, Any]] = (
        entries.items()
        if isinstance(entries, dict)
        else (pair for entry in entries if isinstance(entry, dict) for pair in entry.items())
    )
    return next((value for name, value in pairs if name == "tusach" and isinstance(value, dict)), {})


def syntax_fault(mkdocs_yml: str) -> Fault | None:
    """Why the text of an mkdocs.yml is no YAML, so that MkDocs will not read it; None when it is."""
    try:
        root = yaml.compose(mkdocs_yml, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        refused = _explained(error)
        return Fault(refused.line, refused.what, refused.remedy)
    except (yaml.YAMLError, RecursionError):
        return Fault(1, "khai báo sai cú pháp YAML", "chép lại tệp mkdocs.yml mẫu rồi điền lại từng mục")
    if isinstance(root, yaml.MappingNode):
        return None
    return Fault(1, "khai báo không theo mẫu `tên: giá trị`", "viết mỗi mục một dòng, ví dụ `site_name: Tủ sách`")


def site_folder(mkdocs_yml: str) -> str:
    """The folder into which MkDocs builds by the text of an mkdocs.yml, relative to it."""
    return str(_mkdocs_options(mkdocs_yml).get("site_dir", "site"))


def _mkdocs_options(mkdocs_yml: str) -> Mapping[str, Any]:
    try:
        return read_table(mkdocs_yml)
    except (yaml.YAMLError, RecursionError):
        return {}


def read_table(text: str) -> Mapping[str, Any]:
    """A data file of the package as mappings, lists and text; raises `yaml.YAMLError` when it is not YAML."""
    root = yaml.compose(text, Loader=_FAST)
    table = _plain(root) if root is not None else {}
    return table if isinstance(table, dict) else {}


class TableError(ValueError):
    """A table that is not YAML, or no list; `line` is where."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def read_list(text: str) -> list[tuple[int, Any]]:
    """The entries of a YAML list, each with its line; raises TableError when the text is something else."""
    try:
        _refuse_bombs(text, _FAST)
        root = yaml.compose(text, Loader=_FAST)
    except yaml.MarkedYAMLError as error:
        raise TableError(error.problem_mark.line + 1 if error.problem_mark else 1) from error
    except (yaml.YAMLError, _RefusedError) as error:
        raise TableError(1) from error
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise TableError(root.start_mark.line + 1)
    return [(item.start_mark.line + 1, _plain(item)) for item in root.value]


def _read(text: str, reading: _Reading, first_line: int) -> dict[str, Any]:
    if len(text.encode()) > MAX_FRONT_MATTER:
        raise _RefusedError(None, "phần khai báo dài quá 64 KB", "chuyển nội dung dài xuống thân bài")
    try:
        _refuse_bombs(text)
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        raise _explained(error) from error
    except yaml.YAMLError as error:
        raise _RefusedError(None, "phần khai báo có ký tự YAML không nhận", "xóa ký tự lạ, gõ lại dòng đó") from error
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        raise _RefusedError(
            root.start_mark, "phần khai báo không theo mẫu `tên: giá trị`", "viết mỗi mục một dòng `title: …`"
        )
    fields: dict[str, Any] = {}
    for key, value in root.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _RefusedError(
                key.start_mark, "tên mục không phải chữ", "viết theo mẫu `tên: giá trị`, mỗi mục một dòng"
            )
        name = str(key.value)
        if name in fields:
            line = key.start_mark.line + first_line
            reading.faults.append(Fault(line, f"mục `{name}` khai hai lần", "giữ một dòng, xóa dòng kia"))
        reading.lines[name] = key.start_mark.line + first_line
        fields[name] = _plain(value)
        reading.faults += _cut_short(text, value, first_line)
    return fields


def _cut_short(text: str, value: yaml.Node, first_line: int) -> list[Fault]:
    """YAML takes ` #1 …` after a bare value for a comment; a real comment has a blank after its sign."""
    if not isinstance(value, yaml.ScalarNode) or value.style is not None:
        return []
    # YAML ends lines at more signs than `\n`: only its own place in the text is sure.
    if _CUT.match(text, value.end_mark.index):
        return [
            Fault(value.end_mark.line + first_line, "phần sau dấu `#` bị bỏ mất", "đặt cả giá trị trong dấu nháy kép")
        ]
    return []


def _refuse_bombs(text: str, loader: Any = yaml.BaseLoader) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _RefusedError(
                event.start_mark,
                "khai báo dùng dấu `&` hoặc `*` của YAML",
                "đặt giá trị trong dấu nháy kép hoặc viết lại đầy đủ",
            )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH:
            raise _RefusedError(event.start_mark, "khai báo lồng nhau quá sâu", "viết lại theo mẫu, mỗi mục một dòng")


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    # The file was read without what nobody sees; an escape of YAML may name it still.
    quoted = isinstance(node, yaml.ScalarNode) and node.style == '"'
    return nfc(seen(str(node.value))) if quoted else str(node.value)


def _explained(error: yaml.MarkedYAMLError) -> _RefusedError:
    mark = error.problem_mark or error.context_mark
    problem = f"{error.problem} {error.context}"
    if "'\\t'" in problem or _has_tab(mark):
        return _RefusedError(mark, "dòng thụt vào bằng phím Tab", "thay mỗi Tab bằng hai dấu cách")
    if "mapping values are not allowed" in problem:
        return _RefusedError(mark, "giá trị có dấu hai chấm `: `", 'đặt cả giá trị trong dấu nháy kép "…"')
    if "quoted scalar" in problem:
        return _RefusedError(mark, "dấu nháy mở ra mà không đóng", "thêm dấu nháy đóng ở cuối giá trị")
    return _RefusedError(
        mark, "khai báo sai cú pháp YAML", "viết theo mẫu `tên: giá trị`, giá trị lạ đặt trong dấu nháy kép"
    )


def _has_tab(mark: yaml.Mark | None) -> bool:
    if mark is None or mark.buffer is None:
        return False
    lines = mark.buffer.rstrip("\0").split("\n")
    return mark.line < len(lines) and re.match(r"\s*\t", lines[mark.line]) is not None
