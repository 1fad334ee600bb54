"""A bookcase's own choices in mkdocs.yml, checked alike for both doors."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Any

from tusach.law.number import is_number
from tusach.law.vietnamese import nfc
from tusach.problem import Problems
from tusach.shelf.contact import Contact, chosen_contact
from tusach.shelf.kinds import KINDS
from tusach.shelf.names import NamedLaw
from tusach.shelf.sources import SourceChoice, chosen_sources

# The switches, with how they stand when a bookcase says nothing.
SWITCHES = {"print": True, "compressed": True, "offline": False}
NAMES = (
    "folders",
    "labels",
    "topics",
    "links",
    "rules",
    "names",
    "database",
    "synonyms",
    "sources",
    "voice",
    "contact",
    *SWITCHES,
)
_VIETNAM = timezone(timedelta(hours=7))
EPOCH = "SOURCE_DATE_EPOCH"
# In 2106: neither gzip (RFC 1952) nor zip can write down a later moment.
_LAST_SECOND = 2**32 - 1
_NAMED = re.compile(r"(?P<number>\S+)\s+(?P<from>\d{4}-\d\d-\d\d)(?:\s+(?P<until>\d{4}-\d\d-\d\d))?")
LEVELS = ("error", "warning", "off")
# The rules about citations and what is in force, each with what happens unless a bookcase decides otherwise. A law that
# changes overnight must not stop tomorrow's build: the page that warns its readers would never go out.
RULES: Mapping[str, str] = {
    "wrong-number": "error",
    "missing": "error",
    "digest-gap": "warning",
    "unresolved": "warning",
    "repealed": "warning",
    "amended": "warning",
    "not-yet": "warning",
    "upcoming": "warning",
    "status-conflict": "warning",
}
# Where a document that is not on the shelf is looked up by its number: the search page of the national database.
DATABASE = "https://vbpl.vn/van-ban/trung-uong?keyword={number}"


@dataclass(frozen=True)
class Settings:
    """`folders` and `labels` by kind, `topics` as label: hint, `links` of the footer as name: address.

    `synonyms` is the path of the bookcase's own table of synonyms ("": none);
    `sources` are the sister bookcases from which publications are taken in;
    `contact` are the ways to reach the people behind it;
    `voice` is "auto", "off" or the command that reads broadcasts aloud;
    `print` says whether a build makes the books, `compressed` whether it puts compressed copies beside the files,
    `offline` whether it makes the edition for a USB stick.
    `rules` say for each rule "error", "warning" or "off"; `names` are laws known by name besides the listed ones; `database` is the address where a document is looked up, with
    `{number}` in the place of its number ("" for no such links).
    """

    folders: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=lambda: dict(RULES))
    names: tuple[NamedLaw, ...] = ()
    database: str = DATABASE
    synonyms: str = ""
    sources: tuple[SourceChoice, ...] = ()
    voice: str = "auto"
    contact: Contact = field(default_factory=Contact)
    print: bool = True
    compressed: bool = True
    offline: bool = False


def settings(options: Mapping[str, Any], problems: Problems, path: str = "mkdocs.yml") -> Settings:
    """The settings among the plugin's options; what is wrong is left out and noted."""
    _check_epoch(problems)
    for name in options:
        if name not in NAMES:
            problems.add(path, 1, f"plugin tusach không có mục `{name}`", f"các mục dùng được: {', '.join(NAMES)}")
    tables = [name for name in NAMES if name not in ("database", "synonyms", "sources", "voice", "contact", *SWITCHES)]
    given = {**options, "rules": _switched(options.get("rules"))}
    chosen = {name: _texts(name, given.get(name) or {}, problems, path) for name in tables}
    legal = ", ".join(kind.key for kind in KINDS)
    for name in ("folders", "labels"):
        for key in [key for key in chosen[name] if key not in {kind.key for kind in KINDS}]:
            problems.add(path, 1, f"`{name}`: không có loại `{key}`", f"các loại: {legal}")
            del chosen[name][key]
    for key, folder in list(chosen["folders"].items()):
        if not _inside("folders", folder, problems, path):
            del chosen["folders"][key]
    for key, address in list(chosen["links"].items()):
        if not address.startswith(("https://", "http://", "mailto:", "tel:")):
            problems.add(path, 1, f"`links`: `{address}` không phải địa chỉ web", "bắt đầu bằng `https://`")
            del chosen["links"][key]
    rules = _rules(chosen.pop("rules"), problems, path)
    names = tuple(_names(chosen.pop("names"), problems, path))
    return Settings(
        **chosen,
        rules=rules,
        names=names,
        database=_database(options.get("database", DATABASE), problems, path),
        synonyms=_inside("synonyms", options.get("synonyms") or "", problems, path),
        sources=chosen_sources(options.get("sources"), problems, path),
        contact=chosen_contact(options.get("contact"), problems, path),
        voice=_voice(options.get("voice"), problems, path),
        print=_yes("print", options, problems, path),
        compressed=_yes("compressed", options, problems, path),
        offline=_yes("offline", options, problems, path),
    )


def _yes(name: str, options: Mapping[str, Any], problems: Problems, path: str) -> bool:
    """A switch, as YAML reads it for MkDocs (true, false) and as text for the other door."""
    value = options.get(name, SWITCHES[name])
    known = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
    if str(value).lower() not in known:
        problems.add(path, 1, f"mục `{name}` viết sai kiểu", f"ghi `{name}: true` hoặc `{name}: false`")
    return known.get(str(value).lower(), True)


def _voice(value: object, problems: Problems, path: str) -> str:
    """How broadcasts are read aloud; YAML reads a bare `off` as false."""
    if value in (None, "", "auto", True, "true"):
        return "auto"
    if value in ("off", False, "false"):
        return "off"
    if isinstance(value, str) and "{wav}" in value:
        return value
    problems.add(
        path, 1, "`voice` viết sai kiểu", "ghi `auto`, `off`, hoặc lệnh có `{wav}` là tệp âm thanh lệnh ghi ra"
    )
    return "off"


def _inside(name: str, value: object, problems: Problems, path: str) -> str:
    """The path when it leads nowhere out of the bookcase, else ""."""
    if not isinstance(value, str):
        problems.add(path, 1, f"mục `{name}` viết sai kiểu", "ghi đường dẫn của một tệp, ví dụ `tu-dong-nghia.yml`")
        return ""
    if value.startswith(("/", "~")) or ".." in value.split("/") or ":" in value:
        problems.add(path, 1, f"`{name}`: `{value}` nằm ngoài tủ sách", "viết đường dẫn từ thư mục của mkdocs.yml")
        return ""
    return value


def build_day() -> date:
    """The day in Vietnam whose law the site shows: that of SOURCE_DATE_EPOCH, so that a build can be repeated, or today.

    https://reproducible-builds.org/specs/source-date-epoch: whole seconds since 1970; one that is no such number counts as none.
    """
    given = os.environ.get(EPOCH, "")
    moment = datetime.fromtimestamp(int(given), _VIETNAM) if _is_epoch(given) else datetime.now(_VIETNAM)
    return moment.date()


def _is_epoch(given: str) -> bool:
    return re.fullmatch(r"[0-9]{1,10}", given) is not None and int(given) <= _LAST_SECOND


def _check_epoch(problems: Problems) -> None:
    """Note a SOURCE_DATE_EPOCH that is no moment; an empty one is taken away, for other programs would stumble over it."""
    given = os.environ.get(EPOCH)
    if given is not None and not given.strip():
        del os.environ[EPOCH]
    elif given is not None and not _is_epoch(given):
        what = f"biến môi trường {EPOCH} là `{given[:40]}`, không phải một thời điểm"
        remedy = f"bỏ biến này, hoặc ghi số giây kể từ 01/01/1970, từ 0 đến {_LAST_SECOND}"
        problems.add("mkdocs.yml", 1, what, remedy)


def _names(given: Mapping[str, str], problems: Problems, path: str) -> Iterator[NamedLaw]:
    for name, text in given.items():
        match = _NAMED.fullmatch(text.strip())
        try:
            if match is None or not is_number(match["number"]):
                raise ValueError
            begins = date.fromisoformat(match["from"])
            until = date.fromisoformat(match["until"]) if match["until"] else None
            if until and until <= begins:
                raise ValueError
            yield NamedLaw(name, match["number"], begins, until)
        except ValueError:
            remedy = "ghi số, ký hiệu rồi ngày bắt đầu, ví dụ `Luật Đất đai: 31/2024/QH15 2025-01-01`"
            problems.add(path, 1, f"`names`: `{name}: {text}` không đúng", remedy)


def _switched(rules: object) -> object:
    """The rules with YAML's own reading of `off` as the word it was; `rules: off` switches all of them off."""
    if rules is False or rules == "off":
        return dict.fromkeys(RULES, "off")
    if not isinstance(rules, Mapping):
        return rules
    return {name: "off" if level is False else level for name, level in rules.items()}


def _rules(given: Mapping[str, str], problems: Problems, path: str) -> Mapping[str, str]:
    for name, level in given.items():
        if name not in RULES:
            problems.add(path, 1, f"`rules`: không có quy tắc `{name}`", f"các quy tắc: {', '.join(RULES)}")
        elif level not in LEVELS:
            problems.add(path, 1, f"`rules`: `{name}: {level}` không đúng", "ghi `error`, `warning` hoặc `off`")
    good = {name: level for name, level in given.items() if name in RULES and level in LEVELS}
    return {**RULES, **good}


def _database(value: object, problems: Problems, path: str) -> str:
    if not value or value == "off":
        return ""
    if isinstance(value, str) and value.startswith(("https://", "http://")) and "{number}" in value:
        return value
    problems.add(path, 1, "`database` không phải địa chỉ tra cứu", f"ghi địa chỉ có `{{number}}`, ví dụ {DATABASE}")
    return DATABASE


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
