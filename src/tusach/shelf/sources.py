"""The sister bookcases that a bookcase takes publications from, as `sources:` in mkdocs.yml names them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from tusach.law.vietnamese import nfc, slug
from tusach.problem import Problems
from tusach.shelf.kinds import KINDS

_OPTIONS = ("url", "kinds", "topics", "text")
_EXAMPLE = "`tinh: https://phapluat.tinh.gov.vn/catalog.json`"
# The name is a folder here and on the site; with the longest address of a publication the path still fits on a USB stick.
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_NAME = 30


@dataclass(frozen=True)
class SourceChoice:
    """One source: its `name` and the `url` of its catalogue, the `kinds` (keys) and `topics` (slugs) wanted, () for any.

    `text` says that whole texts are wanted where their licence allows it, not only titles.
    """

    name: str
    url: str
    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    text: bool = False

    @property
    def home(self) -> str:
        """The folder of the catalogue: every address in it is relative to this one."""
        return urljoin(self.url, ".")

    def wants(self, kind: str, topics: Collection[str]) -> bool:
        """Whether a publication of that kind and with these topics is wanted."""
        return (not self.kinds or kind in self.kinds) and (not self.topics or not set(self.topics).isdisjoint(topics))


def chosen_sources(given: object, problems: Problems, path: str) -> tuple[SourceChoice, ...]:
    """The sources under `sources:`; what is wrong is left out and noted, all of it."""
    if given is None:
        return ()
    if not isinstance(given, Mapping):
        problems.add(path, 1, "mục `sources` viết sai kiểu", f"mỗi dòng một nguồn, ví dụ {_EXAMPLE}")
        return ()
    return tuple(_choices(given, problems, path))


def _choices(given: Mapping[Any, Any], problems: Problems, path: str) -> Iterator[SourceChoice]:
    legal = {kind.key for kind in KINDS}
    for name, value in given.items():
        faults = Problems()
        where = f"`sources`: nguồn `{name}`"
        options = value if isinstance(value, Mapping) else {"url": value}
        if not isinstance(name, str) or not _NAME.fullmatch(name) or len(name) > LONGEST_NAME or slug(name) != name:
            remedy = (
                f"đặt tên bằng chữ thường không dấu, số, gạch nối, dài không quá {LONGEST_NAME}, ví dụ `so-tu-phap`"
            )
            faults.add(path, 1, f"{where} có tên không dùng được", remedy)
        for option in [option for option in options if option not in _OPTIONS]:
            faults.add(path, 1, f"{where}: không có mục `{option}`", f"các mục dùng được: {', '.join(_OPTIONS)}")
        url = options.get("url")
        if not isinstance(url, str) or not _is_web_address(url):
            remedy = f"ghi địa chỉ của tệp catalog.json, bắt đầu bằng `https://`, không kèm mật khẩu, ví dụ {_EXAMPLE}"
            faults.add(path, 1, f"{where}: `{url}` không phải địa chỉ danh mục", remedy)
        kinds, topics = (_list(option, options.get(option), where, faults, path) for option in ("kinds", "topics"))
        for kind in [kind for kind in kinds if kind not in legal]:
            faults.add(
                path, 1, f"{where}: không có loại `{kind}`", f"các loại: {', '.join(kind.key for kind in KINDS)}"
            )
        text = {"true": True, "false": False}.get(str(options.get("text", False)).lower())
        if text is None:
            faults.add(path, 1, f"{where}: mục `text` viết sai kiểu", "ghi `text: true` hoặc `text: false`")
        if faults:
            problems.extend(faults)
        else:
            yield SourceChoice(name, str(url), tuple(kinds), tuple(slug(topic) for topic in topics), bool(text))


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and "@" not in parts.netloc
            and not parts.fragment
            and parts.port != 0
            and url.isprintable()
            and " " not in url
        )
    except ValueError:
        return False


def _list(option: str, value: object, where: str, problems: Problems, path: str) -> list[str]:
    texts = value.split(",") if isinstance(value, str) else value
    if texts is None:
        return []
    if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip() for text in texts):
        problems.add(path, 1, f"{where}: mục `{option}` viết sai kiểu", f"ghi một danh sách, ví dụ `{option}: [a, b]`")
        return []
    return [nfc(text.strip()) for text in texts]
