"""A bookcase's own choices in mkdocs.yml, checked alike for both doors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tusach.law.vietnamese import nfc
from tusach.problem import Problems
from tusach.shelf.kinds import KINDS

NAMES = ("folders", "labels", "topics", "links")


@dataclass(frozen=True)
class Settings:
    """`folders` and `labels` by kind, `topics` as label: hint, `links` of the footer as name: address."""

    folders: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)


def settings(options: Mapping[str, Any], problems: Problems, path: str = "mkdocs.yml") -> Settings:
    """The settings among the plugin's options; what is wrong is left out and noted."""
    for name in options:
        if name not in NAMES:
            problems.add(path, 1, f"plugin tusach không có mục `{name}`", f"các mục dùng được: {', '.join(NAMES)}")
    chosen = {name: _texts(name, options.get(name) or {}, problems, path) for name in NAMES}
    legal = ", ".join(kind.key for kind in KINDS)
    for name in ("folders", "labels"):
        for key in [key for key in chosen[name] if key not in {kind.key for kind in KINDS}]:
            problems.add(path, 1, f"`{name}`: không có loại `{key}`", f"các loại: {legal}")
            del chosen[name][key]
    for key, folder in list(chosen["folders"].items()):
        if folder.startswith(("/", "~")) or ".." in folder.split("/") or ":" in folder:
            problems.add(
                path, 1, f"`folders`: `{folder}` nằm ngoài tủ sách", "viết đường dẫn từ thư mục của mkdocs.yml"
            )
            del chosen["folders"][key]
    for key, address in list(chosen["links"].items()):
        if not address.startswith(("https://", "http://", "mailto:", "tel:")):
            problems.add(path, 1, f"`links`: `{address}` không phải địa chỉ web", "bắt đầu bằng `https://`")
            del chosen["links"][key]
    return Settings(**chosen)


def _texts(name: str, value: object, problems: Problems, path: str) -> dict[str, str]:
    if not isinstance(value, Mapping):
        problems.add(path, 1, f"mục `{name}` viết sai kiểu", "mỗi dòng một cặp `tên: giá trị`")
        return {}
    good: dict[str, str] = {}
    for key, text in value.items():
        if isinstance(key, str) and (text is None or isinstance(text, str)):
            good[nfc(key)] = nfc(text or "")
        else:
            problems.add(path, 1, f"mục `{name}`: `{key}` phải là chữ", "đặt tên và giá trị trong dấu nháy kép")
    return good
