"""Many Word files at once: on all cores, each only once, one bad file never stopping the others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tusach import __version__
from tusach.importing.importer import import_file
from tusach.importing.safety import RefusedError
from tusach.store import Store

_FILE = "imported.json"


@dataclass(frozen=True)
class Result:
    """What became of one file: the `name` and `markdown` of its document, or `refused` with the reason; its `report`."""

    file: Path
    name: str = ""
    markdown: str = ""
    report: str = ""
    refused: str = ""
    cached: bool = False


def import_files(files: Sequence[Path], store: Store, done: Callable[[], None] = lambda: None) -> Iterator[Result]:
    """Import the files in their order; those whose bytes were imported before come from the `store`.

    `done` is called after each file. Nothing is raised for a bad file: its result says why it was refused.
    """
    known = {file: _remembered(file, store) for file in files}
    fresh = [file for file, result in known.items() if result is None]
    workers = ProcessPoolExecutor() if len(fresh) > 1 else None
    try:
        made = iter(
            workers.map(_imported, fresh, [store] * len(fresh))
            if workers
            else map(_imported, fresh, [store] * len(fresh))
        )
        for file in files:
            yield known[file] or next(made)
            done()
    finally:
        if workers:
            workers.shutdown(cancel_futures=True)


def _imported(file: Path, store: Store) -> Result:
    try:
        found = import_file(file)
    except RefusedError as error:
        return Result(file, refused=str(error))
    except OSError as error:
        return Result(file, refused=f"không đọc được tệp ({error.strerror}) - kiểm tra tên và quyền đọc")
    except Exception as error:  # one bad file never stops the others
        detail = f"{type(error).__name__}: {error}".strip(": ")
        what = "phần mềm chưa đọc được tệp này - gửi tệp cho người làm phần mềm, kèm dòng sau"
        return Result(file, refused=f"{what}\n  (chi tiết kỹ thuật: {detail})")
    result = Result(file, found.name, found.markdown, found.report())
    key = _key(file)
    if key:
        data = json.dumps([result.name, result.markdown, result.report], ensure_ascii=False)
        store.keep(key, {_FILE: data.encode()})
    return result


def _remembered(file: Path, store: Store) -> Result | None:
    key = _key(file)
    kept = store.take(key) if key else None
    if kept is None:
        return None
    name, markdown, report = json.loads((kept / _FILE).read_text(encoding="utf-8"))
    return Result(file, name, markdown, report, cached=True)


def _key(file: Path) -> str:
    """A name in the store: the file's content and the version of the importer's own code."""
    digest = hashlib.sha256(_code().encode())
    try:
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    except OSError:
        return ""
    return f"import/{digest.hexdigest()}"


def _code() -> str:
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return __version__ + "".join(hashlib.sha256(source.read_bytes()).hexdigest() for source in sources)
