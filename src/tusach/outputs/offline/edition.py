"""The edition for a USB stick: the finished site mended for a disk, with a letter, a seal, and all of it in one zip."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tusach.outputs import publish
from tusach.outputs.offline.archive import Opener, pack
from tusach.outputs.offline.letter import LETTER, Imprint, letter
from tusach.outputs.offline.names import LARGEST_FILE, copying_faults
from tusach.outputs.offline.pages import without_server
from tusach.outputs.offline.seal import SEAL, Seal, Sealed, digest_of, read_seal, sealed_as
from tusach.problem import Problem

# Zips of as many days stay: updates are made from them.
_KEPT = 5
# What only a web server, a search engine or the installed site has a use for.
_FOR_SERVERS = re.compile(
    r".*\.(?:br|gz|webmanifest)|(?:sw|service-worker)\.js|_headers|_redirects|\.nojekyll|CNAME|robots\.txt|404\.html"
    r"|sitemap[^/]*|\.well-known/.*|tai-ve/(?:danh-sach\.json|data/.*)"
    r"|(?:.*/)?(?:feed|hieu-luc|opds)\.(?:xml|json)|(?:.*/)?podcast\.xml|opensearch\.xml|llms\.txt|catalog\.json|.*/(?:oembed|noi-dung)\.json"
)


@dataclass(frozen=True)
class Edition:
    """A finished edition: its `folder`, its zip (`packed`), its seal, and the seal's `digest` to read over the phone."""

    folder: Path
    packed: Path
    seal: Seal
    digest: str


def edition_paths(site: Path) -> tuple[str, ...]:
    """The files of a built site that go on a stick, by their paths there."""
    found = (Path(place, name).relative_to(site).as_posix() for place, _, names in os.walk(site) for name in names)
    return tuple(sorted(path for path in found if not _FOR_SERVERS.fullmatch(path)))


def edition_faults(site: Path, source: Callable[[str], str]) -> Iterator[Problem]:
    """What keeps a built site from being copied to a stick; `source` leads from a path of it to a file of the bookcase."""
    paths = edition_paths(site)
    yield from copying_faults(paths, source)
    for path in paths:
        if (site / path).stat().st_size > LARGEST_FILE:
            yield Problem(source(path), 1, f"tệp `{path}` quá lớn, USB không nhận tệp từ 4 GB", "chia thành nhiều tệp")


def make_edition(site: Path, build: Path, imprint: Imprint) -> Edition:
    """Make `build`/offline and its zip of a built site that has no `edition_faults`.

    All is made aside and takes the place of the last edition when it is finished; that one stays when anything fails.
    """
    folder = build / "offline"
    fresh = publish.side_folder(folder)
    try:
        paths = edition_paths(site)
        printed = any(path.endswith(".pdf") for path in paths)
        files = {path: _put(site, fresh, path, frozenset(paths)) for path in paths}
        (fresh / LETTER).write_bytes(letter(imprint, printed))
        files[LETTER] = _sealed(fresh / LETTER)
        seal = Seal(imprint.name, imprint.part, imprint.site, imprint.day.isoformat(), imprint.commit, files)
        data = seal.to_bytes()
        (fresh / SEAL).write_bytes(data)
        packed = build / f"{seal.stem}-{seal.day}.zip"
        _pack(fresh, packed, imprint.day, files)
        publish.replace(folder, fresh)
        for old in sorted(build.glob(f"{seal.stem}-????-??-??.zip"))[:-_KEPT]:
            old.unlink(missing_ok=True)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return Edition(folder, packed, seal, digest_of(data))


def last_edition(build: Path) -> Edition:
    """The edition that was made last; raises OSError when there is none."""
    data = (build / "offline" / SEAL).read_bytes()
    seal = read_seal(data)
    return Edition(build / "offline", build / f"{seal.stem}-{seal.day}.zip", seal, digest_of(data))


def _put(site: Path, fresh: Path, path: str, paths: frozenset[str]) -> Sealed:
    target = fresh / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if path.endswith(".html"):
        html = (site / path).read_text(encoding="utf-8")
        target.write_bytes(without_server(html, path, paths).encode())
    else:
        shutil.copyfile(site / path, target)
    return _sealed(target)


def _pack(folder: Path, target: Path, day: date, files: Mapping[str, Sealed]) -> None:
    """The edition in one zip, in a folder of its own there, so that it unpacks into one place."""
    top = target.stem
    entries: dict[str, Opener] = {f"{top}/{path}": _opener(folder / path) for path in (*files, SEAL)}
    pack(target, day, entries, {f"{top}/{path}": sealed for path, sealed in files.items()})


def _opener(file: Path) -> Opener:
    return lambda: file.open("rb")


def _sealed(file: Path) -> Sealed:
    found = sealed_as(file)
    if found is None:
        raise OSError(f"không đọc lại được {file}")
    return found
