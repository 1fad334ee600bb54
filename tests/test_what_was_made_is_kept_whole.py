"""What a build keeps for the next one: taken only as it was kept, whatever happened to the disk between."""

import os
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import SITES, built, mkdocs
from tests.outputs.test_one_text_every_channel import VOICE
from tusach.store import Store

FILES = {"a.pdf": b"%PDF " + b"x" * 5000, "downloads.json": b'[{"name": "a.pdf"}]'}


@pytest.fixture
def store(tmp_path):
    kept = Store(tmp_path / "cache")
    kept.keep("print/one", FILES)
    kept.keep("print/two", {"a.pdf": b"of another"})
    return kept


def read(store: Store, key: str) -> dict[str, bytes] | None:
    folder = store.take(key)
    return folder and {file.name: file.read_bytes() for file in folder.iterdir()}


def test_what_was_kept_is_taken_as_it_was(store):
    assert read(store, "print/one") == FILES
    assert read(store, "print/two") == {"a.pdf": b"of another"}
    assert store.take("print/three") is None
    assert store.faults() == []


def flipped(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def swapped(file: Path) -> None:
    """The whole list of another book, not a byte of it damaged."""
    shutil.copyfile(file.with_name("two.json"), file)


def folder_in_its_place(file: Path) -> None:
    file.unlink()
    (file / "in").mkdir(parents=True)


def pipe_in_its_place(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def led_nowhere(file: Path) -> None:
    file.unlink()
    file.symlink_to("nowhere")


def endless(file: Path) -> None:
    """A list as large as a disk, whose first bytes are right."""
    with file.open("r+b") as data:
        data.truncate(1 << 40)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


ANYWHERE = {
    "a bit flipped": flipped,
    "empty": lambda file: file.write_bytes(b""),
    "cut": cut,
    "longer": lambda file: file.write_bytes(file.read_bytes() + b" "),
    "garbled": lambda file: file.write_bytes(b"\xff\xfe\x00[["),
    "a folder": folder_in_its_place,
    "a pipe": pipe_in_its_place,
    "a link to nowhere": led_nowhere,
}
LISTS = {
    "of another": swapped,
    "other JSON": lambda file: file.write_text("[1, 2]"),
    "JSON of nothing": lambda file: file.write_text("null"),
    "a hash and no list": lambda file: file.write_text("0" * 64),
}
HURTS = [
    *((f"{name} {place}", place, hurt) for place in ("list", "file") for name, hurt in ANYWHERE.items()),
    *((f"{name} list", "list", hurt) for name, hurt in LISTS.items()),
    ("endless list", "list", endless),
    ("missing file", "file", Path.unlink),
    ("file for its folder", "room", lambda room: (shutil.rmtree(room), room.write_bytes(b"x"))),
]


@pytest.mark.parametrize(("place", "hurt"), [hurt[1:] for hurt in HURTS], ids=[hurt[0] for hurt in HURTS])
def test_what_was_damaged_is_not_taken_is_told_and_is_kept_anew(store, place, hurt):
    room = store.take("print/one")
    hurt({"list": store.folder / "print/one.json", "file": room / "a.pdf", "room": room}[place])
    assert store.take("print/one") is None
    (fault,) = store.faults()
    assert "print/one" in fault.what
    assert fault.severity == "warning"
    store.keep("print/one", FILES)
    assert read(store, "print/one") == FILES
    assert read(store, "print/two") == {"a.pdf": b"of another"}


def test_folders_that_a_disk_mixed_up_are_parted_again(store):
    one, two = store.take("print/one"), store.take("print/two")
    shutil.rmtree(one)
    one.symlink_to(two.name)
    assert store.take("print/one") is None
    store.keep("print/one", FILES)
    assert read(store, "print/one") == FILES
    assert read(store, "print/two") == {"a.pdf": b"of another"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such modes")
def test_what_is_kept_can_be_read_by_all_whatever_the_umask(tmp_path):
    before = os.umask(0o077)
    try:
        Store(tmp_path / "build/cache").keep("print/one", FILES)
    finally:
        os.umask(before)
    modes = {path.is_dir(): path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert modes == {True: 0o755, False: 0o644}
    assert all(path.stat().st_mode & 0o777 == modes[path.is_dir()] for path in tmp_path.rglob("*"))


def test_a_stick_that_knows_no_modes_keeps_it_too(tmp_path, monkeypatch):
    def refused(*_, **__):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.chmod", refused)
    store = Store(tmp_path / "build/cache")
    store.keep("print/one", FILES)
    assert read(store, "print/one") == FILES


def test_a_file_where_the_cache_should_be_gives_way(tmp_path):
    tmp_path.joinpath("cache").write_text("?")
    store = Store(tmp_path / "cache")
    store.keep("print/one", FILES)
    assert read(store, "print/one") == FILES


def test_a_write_that_fails_leaves_what_was_kept_and_nothing_half(store, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    before = sorted(store.folder.rglob("*"))
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.keep("print/one", {"a.pdf": b"new"})
    monkeypatch.undo()
    assert read(store, "print/one") == FILES
    assert [path for path in store.folder.rglob("*") if path.is_file() and path not in before] == []


def test_bytes_are_on_the_disk_before_their_name_is(tmp_path, monkeypatch):
    settled, named = [], []
    real = os.fsync
    monkeypatch.setattr("os.fsync", lambda descriptor: (settled.append(os.fstat(descriptor).st_ino), real(descriptor)))
    rename = os.replace

    def renamed(fresh, file):
        named.append((os.stat(fresh).st_ino in settled, Path(file).name))
        rename(fresh, file)

    monkeypatch.setattr("os.replace", renamed)
    room = Store(tmp_path).keep("print/one", FILES)
    assert named == [(True, "a.pdf"), (True, "downloads.json"), (True, "one.json")]
    assert room.stat().st_ino in settled


def keeps_and_takes(folder: str, number: int) -> bool:
    """Whether a build among several finds what it kept itself: each voice reads a little otherwise."""
    store, mine = Store(Path(folder)), {"read.mp3": bytes([number]) * 2000}
    for _ in range(50):
        room = store.keep("voice/one", mine)
        if (room / "read.mp3").read_bytes() != mine["read.mp3"] or store.take("voice/one") is None:
            return False
    return True


def test_builds_at_once_do_not_hurt_each_other(tmp_path):
    with ProcessPoolExecutor(3) as pool:
        assert all(pool.map(keeps_and_takes, [str(tmp_path)] * 3, range(3)))


def small(folder: Path) -> Path:
    """A bookcase of one broadcast, with books and a voice."""
    for path in ("content/index.md", "content/broadcasts/ban-tin.md"):
        folder.joinpath(path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SITES / "every-kind" / path, folder / path)
    folder.joinpath("voice.py").write_text(VOICE, encoding="utf-8")
    command = f"{sys.executable} {folder / 'voice.py'} {{wav}}"
    options = f"docs_dir: content\nplugins:\n  - tusach: {{voice: '{command}', compressed: false}}\n"
    folder.joinpath("mkdocs.yml").write_text(f"site_name: Tủ sách thử\n{options}", encoding="utf-8")
    return folder


def bytes_of(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_a_build_makes_anew_what_is_damaged_in_its_cache_says_so_and_publishes_the_same(tmp_path):
    root = small(tmp_path)
    whole = bytes_of(built(root))
    assert {"print", "cards", "voice"} == {path.name for path in root.joinpath("build/cache").iterdir()}
    files = [path for path in root.joinpath("build/cache").rglob("*") if path.is_file()]
    for number, file in enumerate(sorted(files)):
        # A power cut leaves some empty; an old disk flips bits in the others.
        (flipped if number % 2 else lambda file: file.write_bytes(b""))(file)
    again = mkdocs(root / "mkdocs.yml", "-q")
    assert again.returncode == 0, again.stderr
    told = [line for line in again.stderr.splitlines() if "build/cache:1: cảnh báo: bản làm sẵn bị hỏng (" in line]
    assert len(told) == 1
    assert bytes_of(root / "site") == whole
    last = mkdocs(root / "mkdocs.yml", "-q")
    assert (last.returncode, "bị hỏng" in last.stderr) == (0, False)
