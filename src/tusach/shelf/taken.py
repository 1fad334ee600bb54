"""What was taken in from sister bookcases: the files below `sources/`, held to `sources.lock`, and their shapes.

A source is not trusted: every field is checked and cleaned here before anything else sees it. A catalogue is
"tusach-catalog/1", a text "tusach-content/1"; README says what both hold.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from tusach.law.vietnamese import nfc
from tusach.problem import Problem, Problems
from tusach.shelf.sources import SourceChoice

LOCK = "sources.lock"
FOLDER = "sources"
MOST_PUBLICATIONS = 5_000
_SEGMENT = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ADDRESS = re.compile(rf"(?=.{{3,90}}\Z){_SEGMENT}(?:/{_SEGMENT}){{1,3}}")
# Names that Windows keeps for devices: a source must not make an edition for a USB stick impossible.
_DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")
_SHA256 = r"^[0-9a-f]{64}$"


def _plain(text: str) -> str:
    """One line without signs that steer a terminal or turn the direction of writing."""
    kept = (" " if char.isspace() else char for char in text if char.isspace() or unicodedata.category(char)[0] != "C")
    return " ".join(nfc("".join(kept)).split())


def _address(text: str) -> str:
    if not _ADDRESS.fullmatch(text) or any(_DEVICE.fullmatch(part) for part in text.split("/")):
        raise ValueError("not an address")
    return text


def _filled(text: str) -> str:
    if not text:
        raise ValueError("empty")
    return text


Words = Annotated[str, Field(max_length=5_000), AfterValidator(_plain)]
Title = Annotated[str, Field(max_length=1_000), AfterValidator(_plain), AfterValidator(_filled)]
SharedAddress = Annotated[str, AfterValidator(_address)]
Size = Annotated[int, Field(ge=0, le=2**40)]
Digest = Annotated[str, Field(pattern=_SHA256)]
Name = Annotated[str, Field(pattern=rf"^{_SEGMENT}$", max_length=60)]


class _Shared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class SharedTopic(_Shared):
    """A topic as the source names it."""

    slug: Name
    label: Title


class SharedFile(_Shared):
    """A book beside the page at the source; it stays there."""

    path: Annotated[str, Field(max_length=200)]
    label: Words = ""
    bytes: Size


class SharedContent(_Shared):
    """Where the finished text lies, relative to the catalogue."""

    path: str
    bytes: Size
    sha256: Digest


class SharedPublication(_Shared):
    """One publication of a catalogue."""

    address: SharedAddress
    kind: Annotated[str, Field(pattern=r"^[a-z]{1,30}$")]
    kind_label: Words
    title: Title
    summary: Words = ""
    topics: tuple[SharedTopic, ...] = ()
    compiled_by: Words = ""
    approved_by: Words = ""
    published: date | None = None
    updated: date | None = None
    law_as_of: date | None = None
    license: Words = ""
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}$")] = "vi"
    number: Words = ""
    text: Words = ""
    state_label: Words = ""
    state_reason: Words = ""
    agency: Words = ""
    opens: date | None = None
    closes: date | None = None
    answered: date | None = None
    files: tuple[SharedFile, ...] = ()
    content: SharedContent | None = None

    @property
    def books(self) -> Iterator[SharedFile]:
        """Its files for people that lie where they should: right beside its page."""
        beside = re.compile(rf"{re.escape(self.address)}/[a-z0-9-]+\.(?:pdf|epub|docx)")
        return (file for file in self.files if beside.fullmatch(file.path))

    @property
    def day(self) -> date | None:
        """The day by which it is sorted."""
        return self.updated or self.published


class SharedCatalog(_Shared):
    """The catalogue of a sister bookcase."""

    format: Literal["tusach-catalog/1"]
    title: Title
    publications: Annotated[tuple[SharedPublication, ...], Field(max_length=MOST_PUBLICATIONS)]


class SharedPart(_Shared):
    """A page of a publication; its HTML is as the source made it, not yet safe."""

    address: SharedAddress
    title: Title
    html: str


class SharedText(_Shared):
    """The finished text of a publication."""

    format: Literal["tusach-content/1"]
    address: SharedAddress
    opening: tuple[Words, ...] = ()
    parts: Annotated[tuple[SharedPart, ...], Field(min_length=1, max_length=500)]


class TakenFile(_Shared):
    """A file below `sources/`: a publication, and its text when that was taken too."""

    format: Literal["tusach-taken/1"] = "tusach-taken/1"
    publication: SharedPublication
    content: SharedText | None = None


class LockedSource(_Shared):
    """What was asked of a source and what it answered; `publications` holds the SHA-256 of each taken file by address.

    `etag` and `last_modified` are empty when something is still to be fetched.
    """

    url: str
    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    text: bool = False
    title: Title
    etag: str = ""
    last_modified: str = ""
    catalog: Digest
    day: date
    publications: dict[SharedAddress, Digest]

    def answers(self, choice: SourceChoice) -> bool:
        """Whether it was made by this very choice."""
        asked = (choice.url, choice.kinds, choice.topics, choice.text)
        return asked == (self.url, self.kinds, self.topics, self.text)


class SourcesLock(_Shared):
    """The whole lock file."""

    format: Literal["tusach-sources/1"] = "tusach-sources/1"
    sources: dict[Name, LockedSource] = {}


@dataclass(frozen=True)
class TakenSource:
    """A source as the site shows it: its choice, its own `title`, the `day` it was last read, what was taken from it."""

    choice: SourceChoice
    title: str
    day: date
    items: tuple[TakenPublication, ...] = ()

    @property
    def address(self) -> str:
        """The address of its list on our site."""
        return f"nguon/{self.choice.name}"


@dataclass(frozen=True)
class TakenPublication:
    """A publication of a sister bookcase as the site shows it."""

    source: TakenSource
    entry: SharedPublication
    text: SharedText | None

    @property
    def address(self) -> str:
        """The address of its page on our site."""
        return f"{self.source.address}/{self.entry.address}"

    @property
    def original(self) -> str:
        """Its page at the source."""
        return f"{self.source.choice.home}{self.entry.address}/"


def written_json(value: BaseModel) -> bytes:
    """The value as a file in Git: one order, one form."""
    data: Any = value.model_dump(mode="json")
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def taken_path(name: str, address: str) -> str:
    """The path in the bookcase of what was taken; slugs never hold two hyphens, so no two addresses share a path."""
    return f"{FOLDER}/{name}/{address.replace('/', '--')}.json"


def taken_digest(data: bytes) -> str:
    """The SHA-256 of a taken file, whatever line ends Git gave it."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def faulty_place(error: ValidationError) -> str:
    """Where the first fault of a JSON file lies, as `publications.3.address`."""
    return _plain(".".join(str(part) for part in error.errors(include_url=False)[0]["loc"]))[:80] or "đầu tệp"


def read_lock(root: Path, problems: Problems) -> SourcesLock:
    """The lock file; an empty one when there is none, or when it cannot be read, which is noted as a warning."""
    try:
        return SourcesLock.model_validate_json((root / LOCK).read_bytes())
    except FileNotFoundError:
        return SourcesLock()
    except (OSError, ValidationError) as error:
        where = f" ở `{faulty_place(error)}`" if isinstance(error, ValidationError) else ""
        told = f"không đọc được{where}, nên bài lấy từ tủ sách khác không hiện"
        problems.extend([Problem(LOCK, 1, told, "lấy lại bản cũ từ Git, hoặc chạy `tusach pull`", "warning")])
        return SourcesLock()


def read_taken_files(
    root: Path, name: str, publications: Mapping[str, str]
) -> Iterator[tuple[str, TakenFile | None, str]]:
    """Each address of a lock with its file, or None and what is wrong with it in Vietnamese."""
    for address, digest in publications.items():
        try:
            data = (root / taken_path(name, address)).read_bytes()
            found = TakenFile.model_validate_json(data)
            right = taken_digest(data) == digest and found.publication.address == address
            yield address, found if right else None, "" if right else f"khác với lúc lấy về (không khớp `{LOCK}`)"
        except FileNotFoundError:
            yield address, None, "không còn trong tủ sách"
        except (OSError, ValidationError):
            yield address, None, "đã hỏng, không đọc được"


def read_taken(root: Path, choices: Iterable[SourceChoice], problems: Problems) -> tuple[TakenSource, ...]:
    """What was taken in, source by source; whatever is damaged is left out and noted as a warning."""
    choices = tuple(choices)
    lock = read_lock(root, problems) if choices else SourcesLock()
    found = []
    for choice in choices:
        locked = lock.sources.get(choice.name)
        again = f"chạy `tusach pull {choice.name}`"
        if locked is None:
            problems.extend([Problem("mkdocs.yml", 1, f"nguồn `{choice.name}` chưa lấy về", again, "warning")])
            continue
        source = TakenSource(choice, locked.title, locked.day)
        items = []
        for address, file, fault in read_taken_files(root, choice.name, locked.publications):
            if file is None:
                path = taken_path(choice.name, address)
                problems.extend([Problem(path, 1, f"tệp {fault}, bài không hiện", again, "warning")])
            elif choice.wants(file.publication.kind, [topic.slug for topic in file.publication.topics]):
                items.append(TakenPublication(source, file.publication, file.content if choice.text else None))
        items.sort(key=lambda one: (-(one.entry.day or date.min).toordinal(), one.entry.title, one.address))
        found.append(TakenSource(choice, locked.title, locked.day, tuple(items)))
    return tuple(found)
