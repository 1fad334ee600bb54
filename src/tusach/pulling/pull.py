"""From the catalogues of sister bookcases to `sources/` and `sources.lock`: all of a source is checked, then it is replaced."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from tusach.problem import Problem, Problems
from tusach.pulling.web import Answer, SourceError, Web
from tusach.shelf.sources import SourceChoice
from tusach.shelf.taken import (
    FOLDER,
    LOCK,
    LockedSource,
    SharedCatalog,
    SharedPublication,
    SharedText,
    SourcesLock,
    TakenFile,
    faulty_place,
    read_lock,
    read_taken_files,
    taken_digest,
    taken_path,
    written_json,
)

_CATALOG = 20_000_000
_TEXT = 10_000_000
_WHOLE = 200_000_000
# A source that fails so often, or takes so many seconds in all, is left until the next time.
_FAILURES, _LONGEST = 3, 900
_AT_ONCE = 4
# Licences under which a text may be given on, word for word (creativecommons.org); not those against commerce or changes.
_OPEN = re.compile(
    r"(?:cc0|cc by(?: sa)?)(?: \d\.\d)?(?: (?:vn|vietnam|quốc tế|international|deed|universal))?|public domain|phạm vi công cộng"
    r"|https?://creativecommons\.org/(?:licenses/by(?: sa)?|publicdomain/(?:zero|mark))/\d\.\d/?(?:deed(?:\.\w+)?)?"
)
_SharedT = TypeVar("_SharedT", SharedCatalog, SharedText)


@dataclass(frozen=True)
class Pulled:
    """What became of one source: titles of new, changed and withdrawn publications, how many titles came without text.

    `read` says that its catalogue came and is sound; `faults` are warnings, each with its remedy.
    """

    name: str
    title: str = ""
    read: bool = False
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    kept: int = 0
    without_text: int = 0
    faults: tuple[Problem, ...] = ()


@dataclass
class _Fetching:
    """One source while it is read: what it leaves for the lock, and its files by address."""

    choice: SourceChoice
    root: Path
    web: Web
    locked: LockedSource | None
    day: date
    had: dict[str, TakenFile] = field(default_factory=dict)
    files: dict[str, TakenFile] = field(default_factory=dict)
    faults: list[Problem] = field(default_factory=list)
    failures: int = 0
    bytes: int = 0
    without_text: int = 0
    result: LockedSource | None = None
    until: float = 0

    def run(self) -> _Fetching:
        """Read the source; whatever is wrong with it becomes a warning, and nothing of what was there is touched."""
        self.until = time.monotonic() + _LONGEST
        try:
            self._read()
        except SourceError as error:
            self.warn(f"{error.what}; bản đã lấy trước đây vẫn giữ nguyên", error.remedy)
            self.result = None
        return self

    def warn(self, what: str, remedy: str) -> None:
        """Note a warning about this source."""
        self.faults.append(Problem("mkdocs.yml", 1, f"nguồn `{self.choice.name}`: {what}", remedy, "warning"))

    def _read(self) -> None:
        locked = self.locked
        if locked is not None:
            found = read_taken_files(self.root, self.choice.name, locked.publications)
            self.had = {address: file for address, file, _ in found if file is not None}
        whole = locked is not None and len(self.had) == len(locked.publications) and locked.answers(self.choice)
        known = Answer(None, locked.etag, locked.last_modified) if locked and whole else None
        answer = self.web.get(self.choice.url, _CATALOG, known)
        if answer.data is None:
            self.files, self.result = self.had, locked
            return
        catalog = _parsed(SharedCatalog, answer.data, "danh mục")
        addresses = [one.address for one in catalog.publications]
        if len(set(addresses)) < len(addresses):
            raise SourceError("danh mục có hai bài chung một địa chỉ", "báo cho nơi quản lý nguồn")
        self._take(catalog.publications)
        digest = hashlib.sha256(answer.data).hexdigest()
        same = locked is not None and locked.catalog == digest
        self.result = LockedSource(
            url=self.choice.url,
            kinds=self.choice.kinds,
            topics=self.choice.topics,
            text=self.choice.text,
            title=catalog.title,
            # Without them the next time asks for the whole catalogue, and so for what failed today.
            etag="" if self.failures else answer.etag,
            last_modified="" if self.failures else answer.last_modified,
            catalog=digest,
            day=locked.day if locked and same else self.day,
            publications={address: taken_digest(written_json(file)) for address, file in self.files.items()},
        )

    def _take(self, publications: Iterable[SharedPublication]) -> None:
        unapproved = []
        for one in publications:
            if not self.choice.wants(one.kind, [topic.slug for topic in one.topics]):
                continue
            if not one.approved_by:
                unapproved.append(one.title)
                continue
            try:
                self.files[one.address] = TakenFile(publication=one, content=self._text(one))
            except SourceError as error:
                self.failures += 1
                kept = self.had.get(one.address)
                told = "giữ bản đã lấy" if kept else "chưa lấy bài này"
                self.warn(f"bài `{one.address}`: {error.what}; {told}", error.remedy)
                if kept:
                    self.files[one.address] = kept
                if self.failures >= _FAILURES:
                    raise SourceError("hỏng quá nhiều bài nên thôi lấy") from None
        if unapproved:
            some = "; ".join(unapproved[:5]) + ("; …" if len(unapproved) > 5 else "")
            remedy = "nhờ nơi biên soạn ghi người duyệt ở mục `approved_by`"
            self.warn(f"{len(unapproved)} bài chưa có người duyệt nên không lấy: {some}", remedy)

    def _text(self, one: SharedPublication) -> SharedText | None:
        """The text when it is wanted and free to take; what was taken before is not fetched again."""
        if not self.choice.text or one.content is None:
            return None
        if not is_free(one):
            self.without_text += 1
            return None
        had = self.had.get(one.address)
        if had and had.content and had.publication.content == one.content:
            return had.content
        if one.content.path != f"{one.address}/noi-dung.json":
            raise SourceError("địa chỉ của nội dung không đúng chỗ", "báo cho nơi quản lý nguồn")
        if time.monotonic() > self.until:
            raise SourceError("nguồn quá chậm")
        self.bytes += one.content.bytes
        if one.content.bytes > _TEXT or self.bytes > _WHOLE:
            raise SourceError("nội dung quá lớn", "báo cho nơi quản lý nguồn, hoặc đặt `text: false`")
        data = self.web.get(self.choice.home + one.content.path, one.content.bytes + 1).data or b""
        if len(data) != one.content.bytes or hashlib.sha256(data).hexdigest() != one.content.sha256:
            raise SourceError("nội dung không khớp mã SHA-256 trong danh mục")
        text = _parsed(SharedText, data, "nội dung")
        if text.address != one.address:
            raise SourceError("nội dung là của bài khác", "báo cho nơi quản lý nguồn")
        return text

    def told(self) -> Pulled:
        """The outcome in a form to report."""
        name = self.choice.name
        if self.result is None:
            return Pulled(name, faults=tuple(self.faults))
        new = [one.publication.title for address, one in self.files.items() if address not in self.had]
        changed = [one.publication.title for address, one in self.files.items() if self.had.get(address, one) != one]
        gone = [one.publication.title for address, one in self.had.items() if address not in self.files]
        kept = len(self.files) - len(new) - len(changed)
        rows = (tuple(new), tuple(changed), tuple(gone))
        return Pulled(name, self.result.title, True, *rows, kept, self.without_text, tuple(self.faults))


def is_free(publication: SharedPublication) -> bool:
    """Whether the text may be shown elsewhere: an open licence, or the text of a legal document itself.

    Legal documents have no copyright (Luật Sở hữu trí tuệ, Điều 15, khoản 2). A digest of one has an author and says so.
    """
    name = " ".join(publication.license.casefold().replace("-", " ").split())
    document = publication.kind == "document" and bool(publication.number)
    digest = publication.text == "digest" or bool(publication.compiled_by)
    return (document and not digest) or _OPEN.fullmatch(name) is not None


def pull(
    root: Path, choices: Collection[SourceChoice], names: Collection[str], seconds: float, day: date
) -> tuple[Pulled, ...]:
    """Take in what is new in the sources of those `names` (all, when there are none), each file within so many seconds.

    Writes `sources/NAME/` and `sources.lock` below `root`; a source that is no longer among the `choices` goes from both
    when all are pulled. Raises OSError when the disk cannot be written.
    """
    problems = Problems()
    lock = read_lock(root, problems)
    wanted = [choice for choice in choices if choice.name in names or not names]
    jobs = [_Fetching(choice, root, Web(seconds), lock.sources.get(choice.name), day) for choice in wanted]
    with ThreadPoolExecutor(_AT_ONCE) as workers:
        done = list(workers.map(_Fetching.run, jobs))
    chosen = {choice.name for choice in choices}
    kept = {name: one for name, one in lock.sources.items() if names or name in chosen}
    kept |= {job.choice.name: job.result for job in done if job.result is not None}
    fresh = {
        taken_path(job.choice.name, address): written_json(file)
        for job in done
        if job.result is not None
        for address, file in job.files.items()
    }
    _write(root, fresh, SourcesLock(sources=kept), lock)
    told = [job.told() for job in done]
    return (replace(told[0], faults=(*problems, *told[0].faults)), *told[1:]) if told else ()


def _write(root: Path, fresh: Mapping[str, bytes], lock: SourcesLock, old: SourcesLock) -> None:
    """Everything aside first, so that a full disk changes nothing; then each file in its place, the lock, and what is gone."""
    files = {**fresh, LOCK: written_json(lock)}
    changed = {path: data for path, data in files.items() if not _holds(root / path, data)}
    with tempfile.TemporaryDirectory(prefix=".sources-", dir=root) as aside:
        for place, data in enumerate(changed.values()):
            Path(aside, str(place)).write_bytes(data)
        for place, path in enumerate(changed):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(Path(aside, str(place)), root / path)
    left = _paths(old) - _paths(lock)
    for path in sorted(left):
        (root / path).unlink(missing_ok=True)
    for folder in [*sorted({(root / path).parent for path in left}), root / FOLDER]:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and taken_digest(path.read_bytes()) == taken_digest(data)


def _paths(lock: SourcesLock) -> set[str]:
    return {taken_path(name, address) for name, one in lock.sources.items() for address in one.publications}


def _parsed(shape: type[_SharedT], data: bytes, what: str) -> _SharedT:
    try:
        return shape.model_validate_json(data)
    except ValidationError as error:
        told = f"{what} không đọc được hoặc không đúng khuôn (ở `{faulty_place(error)}`)"
        raise SourceError(told, "báo cho nơi quản lý nguồn") from None
