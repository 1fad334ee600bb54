"""How people say what the law calls otherwise: synonyms, and the words in which people ask for an Điều.

Two tables come with the generator (synonyms.yml and the files of asked/); a bookcase adds its own synonyms in a file named in
mkdocs.yml and its own askings in the front matter of a document (`asked_as`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tusach.law.vietnamese import nfc
from tusach.problem import Problems
from tusach.shelf.frontmatter import TableError, read_list, read_table

_HERE = Path(__file__).parent
_REMEDY = "viết `- say: [lời bà con]`, dưới đó `  law: [chữ của luật]` và `  source: Điều …, luật …`"


@dataclass(frozen=True)
class Synonym:
    """What people `say`, in one or more ways, the words of the `law` for it, and the `source` that uses them."""

    say: tuple[str, ...]
    law: tuple[str, ...]
    source: str


@cache
def listed_synonyms() -> tuple[Synonym, ...]:
    """The synonyms that come with the generator."""
    rows = read_list((_HERE / "synonyms.yml").read_text(encoding="utf-8"))
    return tuple(found for _, row in rows if (found := _synonym(row)))


def listed_askings(document: str) -> Mapping[str, tuple[str, ...]]:
    """How people ask for the Điều, by their anchors, of the document of that name on the shelf; {} when none are listed."""
    file = _HERE / "asked" / f"{document}.yml"
    if not file.is_file():
        return {}
    table = read_table(file.read_text(encoding="utf-8"))
    return {anchor: tuple(map(nfc, texts)) for anchor, texts in table["asked_as"].items()}


def read_synonyms(root: Path, path: str, problems: Problems) -> tuple[Synonym, ...]:
    """The synonyms of a bookcase's own table; what cannot be read is left out and noted with its line."""
    try:
        rows = read_list((root / path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        problems.add(
            "mkdocs.yml",
            1,
            f"`synonyms`: không đọc được tệp `{path}`",
            "tạo tệp hoặc sửa lại tên; lưu tệp với bảng mã UTF-8",
        )
        return ()
    except TableError as error:
        problems.add(path, error.line, "bảng từ đồng nghĩa sai cú pháp YAML", _REMEDY)
        return ()
    return tuple(_told(rows, path, problems))


def _told(rows: list[tuple[int, object]], path: str, problems: Problems) -> Iterator[Synonym]:
    for line, row in rows:
        found = _synonym(row)
        if found:
            yield found
        else:
            problems.add(path, line, "mục từ đồng nghĩa phải có đủ `say`, `law`, `source`", _REMEDY)


def _synonym(row: object) -> Synonym | None:
    if not isinstance(row, dict) or set(row) != {"say", "law", "source"} or not isinstance(row["source"], str):
        return None
    say, law = (_texts(row[name]) for name in ("say", "law"))
    return Synonym(say, law, nfc(row["source"])) if say and law and row["source"].strip() else None


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        return ()
    return tuple(nfc(one.strip()) for one in value)
