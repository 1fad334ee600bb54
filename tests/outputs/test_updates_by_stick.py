"""A bundle makes an edition the newer one or changes nothing, whatever it holds and whenever the stick is pulled out."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from tests.outputs.test_the_edition_for_a_stick import edition_at, site_at, tree

from tusach.outputs.offline import EditionError, apply_delta, make_delta, verified

OLD, NEW = "NIEM-PHONG-CU.json", "NIEM-PHONG.json"
HARD = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Two editions, the bundle between them: files changed, come, gone, renamed in case, a file become a folder."""
    base = tmp_path_factory.mktemp("pair")
    older = site_at(base / "cũ", **{"bỏ/index.html": "bỏ", "tep/Anh.png": "ảnh", "x": "tệp", "y/z": "thư mục"})
    newer = site_at(base / "mới", **{"a/b/index.html": "mới" * 1000, "thêm/index.html": "thêm", "tep/anh.png": "ảnh 2", "x/x": "thư mục", "y": "tệp"})  # fmt: skip
    old = edition_at(base / "bản cũ", older)
    new = edition_at(base / "bản mới", newer, day=date(2026, 12, 1))
    delta, bundle = make_delta(old.folder, new.folder, base / "gói.zip")
    assert {"a/b/index.html", "thêm/index.html"} <= set(delta.carried)
    assert "index.html" not in delta.carried
    return old, new, bundle


@pytest.fixture
def stick(pair, tmp_path):
    """A copy of the older edition, as it lies on a stick."""
    return Path(shutil.copytree(pair[0].folder, tmp_path / "usb"))


def rewritten(bundle: Path, target: Path, change) -> Path:
    """A bundle whose entries `change` has altered: it takes and gives a list of (ZipInfo or name, bytes)."""
    with zipfile.ZipFile(bundle) as archive:
        entries = [(info, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(target, "w") as archive:
        for info, data in change(entries):
            archive.writestr(info, data)
    return target


def with_seal(change):
    """Alters the new seal of a bundle: `change` takes the JSON object."""

    def alter(entries):
        for info, data in entries:
            if info.filename == NEW:
                told = json.loads(data)
                change(told)
                data = json.dumps(told).encode()
            yield info, data

    return alter


def test_the_update_makes_the_very_files_of_the_new_edition(pair, stick):
    _, new, bundle = pair
    assert bundle.stat().st_size < new.packed.stat().st_size
    assert apply_delta(bundle, stick) is not None
    assert tree(stick) == tree(new.folder)
    assert not [path for path in stick.rglob("*") if path.is_dir() and not any(path.iterdir())]
    assert apply_delta(bundle, stick) is None


def test_zips_of_editions_give_the_same_bundle_as_folders(pair, tmp_path):
    old, new, bundle = pair
    _, other = make_delta(old.packed, new.packed, tmp_path / "khác.zip")
    assert other.read_bytes() == bundle.read_bytes()


def test_an_update_is_made_neither_of_equal_nor_of_damaged_editions(pair, tmp_path):
    old, new, _ = pair
    with pytest.raises(EditionError, match="giống hệt"):
        make_delta(old.folder, old.packed, tmp_path / "g.zip")
    broken = Path(shutil.copytree(new.folder, tmp_path / "hỏng"))
    (broken / "a/b/index.html").write_text("khác")
    with pytest.raises(EditionError, match="không còn đúng"):
        make_delta(old.folder, broken, tmp_path / "g.zip")
    (broken / "a/b/index.html").unlink()
    with pytest.raises(EditionError, match="thiếu tệp"):
        make_delta(old.folder, broken, tmp_path / "g.zip")
    (tmp_path / "trang").mkdir()
    with pytest.raises(EditionError, match=r"không thấy NIEM-PHONG\.json"):
        make_delta(tmp_path / "trang", new.folder, tmp_path / "g.zip")
    assert not list(tmp_path.glob("*.zip"))


@given(data=some.data())
@HARD
def test_a_bundle_damaged_at_any_byte_is_refused_or_still_gives_the_new_edition(pair, tmp_path_factory, data):
    old, new, bundle = pair
    folder = tmp_path_factory.mktemp("usb")
    stick = Path(shutil.copytree(old.folder, folder / "usb"))
    whole = bytearray(bundle.read_bytes())
    how = data.draw(some.sampled_from(["flip", "cut", "zero"]))
    place = data.draw(some.integers(0, len(whole) - 1))
    if how == "flip":
        whole[place] ^= 1 << data.draw(some.integers(0, 7))
    elif how == "cut":
        del whole[place:]
    else:
        whole[place : place + 512] = bytes(len(whole[place : place + 512]))
    (folder / "gói.zip").write_bytes(whole)
    try:
        apply_delta(folder / "gói.zip", stick)
    except EditionError:
        assert tree(stick) == tree(old.folder)
    else:
        assert tree(stick) == tree(new.folder)


HOSTILE = [
    "../ngoài.html", "a/../../ngoài.html", "/etc/ngoài", "C:/ngoài", "a\\..\\..\\ngoài", "CON", "a/b.", "a\x1b[2J", "a//b", "./a",
    "NIEM-PHONG.json", "niem-phong.json", "DANG-CAP-NHAT.txt", "index.html/x", "Index.HTML", "sa\u0301ch/x", "x" * 200, ".DS_Store",
]  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("path", HOSTILE)
def test_a_seal_with_a_path_that_leads_out_or_astray_is_refused(pair, stick, tmp_path, path):
    def add(told):
        told["files"].append(
            {"path": path, "size": 1, "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}
        )

    def alter(entries):
        yield from with_seal(add)(entries)
        yield path, b"x"

    before = tree(tmp_path)
    bundle = rewritten(pair[2], tmp_path / "gói.zip", alter)
    with pytest.raises(EditionError):
        apply_delta(bundle, stick)
    bundle.unlink()
    assert tree(tmp_path) == before


@given(path=some.text(some.sampled_from("./\\:ab~ \x00\n%C"), max_size=12))
@HARD
def test_no_path_in_a_seal_ever_writes_outside_the_folder(pair, tmp_path_factory, path):
    folder = tmp_path_factory.mktemp("đích")
    stick = Path(shutil.copytree(pair[0].folder, folder / "trong/usb"))
    row = {"path": path, "size": 1, "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}

    def alter(entries):
        yield from with_seal(lambda told: told["files"].append(row))(entries)
        yield path.split("\0")[0] or "?", b"x"

    bundle = rewritten(pair[2], folder / "gói.zip", alter)
    try:
        apply_delta(bundle, stick)
    except EditionError:
        assert tree(stick) == tree(pair[0].folder)
    else:
        assert (stick / path).read_bytes() == b"x"
        assert (stick / path).resolve().is_relative_to(stick)
    assert set(os.listdir(folder)) == {"gói.zip", "trong"}
    assert os.listdir(folder / "trong") == ["usb"]


def _extra(entries):
    yield from entries
    yield "thừa.html", b"x"


def _lacking(entries):
    return [(info, data) for info, data in entries if info.filename != "thêm/index.html"]


def _other_bytes(entries):
    return [(info, b"X" * len(data) if info.filename == "a/b/index.html" else data) for info, data in entries]


def _bomb(entries):
    for info, data in entries:
        info.compress_type = zipfile.ZIP_DEFLATED
        yield info, bytes(50_000_000) if info.filename == "a/b/index.html" else data


def _link(entries):
    for info, data in entries:
        if info.filename == "a/b/index.html":
            info.external_attr = 0o120777 << 16
        yield info, data


def _packed_otherwise(entries):
    for info, data in entries:
        info.compress_type = zipfile.ZIP_LZMA
        yield info, data


def _huge_seal(entries):
    return [(info, data + b" " * 20_000_000 if info.filename == NEW else data) for info, data in entries]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "alter",
    [_extra, _lacking, _other_bytes, _bomb, _link, _packed_otherwise, _huge_seal, lambda all_: [*all_, all_[0]]],
)
def test_a_bundle_that_is_not_what_its_seal_says_changes_nothing(pair, stick, tmp_path, alter):
    bundle = rewritten(pair[2], tmp_path / "gói.zip", alter)
    with pytest.raises(EditionError):
        apply_delta(bundle, stick)
    assert tree(stick) == tree(pair[0].folder)


def test_a_seal_that_announces_more_than_the_disk_holds_is_refused(pair, stick, tmp_path):
    names = [f"bom/{place}" for place in range(3000)]
    rows = [{"path": name, "size": 2**32 - 1, "sha256": "0" * 64} for name in names]

    def alter(entries):
        yield from with_seal(lambda told: told["files"].extend(rows))(entries)
        yield from ((name, b"x") for name in names)

    bundle = rewritten(pair[2], tmp_path / "gói.zip", alter)
    with zipfile.ZipFile(bundle, "a") as archive:
        for name in names:
            archive.getinfo(name).file_size = 2**32 - 1
        archive.comment = b"sizes as the seal has them"
    with pytest.raises(EditionError, match="không đủ chỗ"):
        apply_delta(bundle, stick)
    assert tree(stick) == tree(pair[0].folder)


def test_a_bundle_of_other_editions_is_refused_and_says_whose_it_is(pair, tmp_path):
    _, new, bundle = pair
    other = edition_at(tmp_path / "khác", site_at(tmp_path / "trang", **{"z/index.html": "z"}), day=date(2026, 10, 1))
    before = tree(other.folder)
    with pytest.raises(EditionError, match=r"nối tiếp bản ngày 2026-11-22.*bản khác: ngày 2026-10-01"):
        apply_delta(bundle, other.folder)
    with pytest.raises(EditionError):
        apply_delta(new.packed, other.folder)
    (tmp_path / "không.zip").write_text("không phải zip")
    with pytest.raises(EditionError, match="hỏng"):
        apply_delta(tmp_path / "không.zip", other.folder)
    assert tree(other.folder) == before


@pytest.mark.parametrize("path", ["a/b/index.html", "index.html", "bỏ/index.html", "tim-kiem/index.html"])
@pytest.mark.parametrize("what", ["altered", "lost"])
def test_a_folder_that_is_no_longer_the_old_edition_is_left_as_it_is(pair, stick, path, what):
    (stick / path).unlink() if what == "lost" else (stick / path).write_text("sửa tay")
    before = tree(stick)
    with pytest.raises(EditionError, match=path):
        apply_delta(pair[2], stick)
    assert tree(stick) == before


@pytest.mark.parametrize("path", ["thêm/index.html", "thêm", "THÊM/INDEX.html", "y/lạ.txt"])
def test_a_foreign_file_in_the_place_of_a_new_one_is_not_lost(pair, stick, path):
    (stick / path).parent.mkdir(parents=True, exist_ok=True)
    (stick / path).write_text("của tôi")
    with pytest.raises(EditionError, match="tệp lạ"):
        apply_delta(pair[2], stick)
    assert (stick / path).read_text() == "của tôi"


def test_foreign_files_elsewhere_stay(pair, stick):
    (stick / "ghi chú.txt").write_text("của tôi")
    apply_delta(pair[2], stick)
    assert (stick / "ghi chú.txt").read_text() == "của tôi"


def test_a_link_in_the_folder_leads_no_writing_out_of_it(pair, stick, tmp_path):
    (tmp_path / "ngoài").mkdir()
    (stick / "thêm").symlink_to(tmp_path / "ngoài")
    with pytest.raises(EditionError, match="symlink"):
        apply_delta(pair[2], stick)
    assert os.listdir(tmp_path / "ngoài") == []


class PulledOutError(OSError):
    """The stick is gone."""


@pytest.mark.parametrize("lost", ["nothing", "the file being written"])
def test_an_update_broken_off_at_any_step_is_completed_by_running_it_again(pair, tmp_path, monkeypatch, lost):
    old, new, bundle = pair
    real = {name: getattr(Path, name) for name in ("replace", "unlink", "rmdir")}
    for step in range(1, 60):
        stick = Path(shutil.copytree(old.folder, tmp_path / f"usb{step}"))
        left = [step]

        def counted(name, left=left):
            def call(self, *arguments, **options):
                left[0] -= 1
                if left[0] == 0 and lost != "nothing" and name == "replace":
                    real["replace"](self, *arguments)
                    arguments[0].write_bytes(b"")
                if left[0] <= 0:
                    raise PulledOutError
                return real[name](self, *arguments, **options)

            return call

        with monkeypatch.context() as patch:
            for name in real:
                patch.setattr(Path, name, counted(name))
            try:
                apply_delta(bundle, stick)
                broken_off = False
            except PulledOutError:
                broken_off = True
        if not broken_off:
            break
        if (stick / "DANG-CAP-NHAT.txt").exists() and lost == "nothing":
            assert verified(stick).under_way
            assert not verified(stick).whole
        apply_delta(bundle, stick)
        assert tree(stick) == tree(new.folder), step
    assert step > 12


def test_an_update_killed_at_any_moment_is_completed_by_running_it_again(tmp_path):
    many = {f"bài/{place}/index.html": f"{place}" * 3000 for place in range(150)}
    old = edition_at(tmp_path / "b1", site_at(tmp_path / "s1", **many))
    new = edition_at(tmp_path / "b2", site_at(tmp_path / "s2", **{path: text + "!" for path, text in many.items()}))
    _, bundle = make_delta(old.folder, new.folder, tmp_path / "gói.zip")
    code = "import sys; from pathlib import Path; from tusach.outputs.offline import apply_delta; print('!', flush=True); apply_delta(Path(sys.argv[1]), Path(sys.argv[2]))"  # fmt: skip
    halves = 0
    for turn in range(8):
        stick = Path(shutil.copytree(old.folder, tmp_path / f"usb{turn}"))
        with subprocess.Popen([sys.executable, "-c", code, bundle, stick], stdout=subprocess.PIPE) as job:
            job.stdout.readline()
            while job.poll() is None and not (stick / "DANG-CAP-NHAT.txt").exists():
                pass
            time.sleep(0.001 * turn)
            job.send_signal(signal.SIGKILL)
        now = tree(stick)
        halves += now not in (tree(old.folder), tree(new.folder))
        apply_delta(bundle, stick)
        assert tree(stick) == tree(new.folder)
    assert halves, "no kill met an update under way"


def test_another_bundle_does_not_go_on_where_one_was_broken_off(pair, stick, tmp_path):
    (stick / "DANG-CAP-NHAT.txt").write_text("của gói khác")
    (stick / "a/b/index.html").write_text("dở")
    before = tree(stick)
    with pytest.raises(EditionError):
        apply_delta(pair[2], stick)
    assert tree(stick) == before
