import os
import threading

import pytest

from tusach.outputs.publish import replace, side_folder


def fill(folder, word):
    folder.mkdir(exist_ok=True)
    (folder / "index.html").write_text(word)


def test_the_first_site_is_put_in_place(tmp_path):
    fresh = side_folder(tmp_path / "site")
    fill(fresh, "một")
    replace(tmp_path / "site", fresh)
    assert (tmp_path / "site/index.html").read_text() == "một"
    assert os.listdir(tmp_path) == ["site"]


def test_the_new_site_is_readable_by_a_web_server(tmp_path):
    # A strict umask, and files copied from a disk that lets everybody do everything.
    before = os.umask(0o077)
    try:
        fresh = side_folder(tmp_path / "build/site")
        fill(fresh, "một")
        fill(fresh / "hoi-dap", "hai")
        (fresh / "hoi-dap/ly-hon").mkdir()
        (fresh / "hoi-dap/index.html").chmod(0o777)
        replace(tmp_path / "build/site", fresh)
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert modes == {"build": 0o755, "site": 0o755, "hoi-dap": 0o755, "ly-hon": 0o755, "index.html": 0o644}


def test_a_reader_never_meets_a_missing_site(tmp_path):
    site = tmp_path / "site"
    fill(site, "0")
    missing, stop = [], threading.Event()

    def read():
        while not stop.is_set():
            if not (site / "index.html").exists():
                missing.append(1)

    reader = threading.Thread(target=read)
    reader.start()
    for count in range(200):
        fresh = side_folder(site)
        fill(fresh, str(count))
        replace(site, fresh)
    stop.set()
    reader.join()
    assert (site / "index.html").read_text() == "199"
    assert missing == []
    assert os.listdir(tmp_path) == ["site"]


def test_without_an_exchange_the_new_site_still_takes_its_place(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.platform", "plan9")
    fill(tmp_path / "site", "cũ")
    fresh = side_folder(tmp_path / "site")
    fill(fresh, "mới")
    replace(tmp_path / "site", fresh)
    assert (tmp_path / "site/index.html").read_text() == "mới"
    assert os.listdir(tmp_path) == ["site"]


def test_when_the_new_site_cannot_take_its_place_the_old_one_stays(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.platform", "plan9")
    site = tmp_path / "site"
    fill(site, "cũ")
    fresh = side_folder(site)
    (fresh / "index.html").write_text("mới")

    def refuse(self, target):
        if self == fresh:
            raise OSError(13, "Permission denied")
        return os.rename(self, target)

    monkeypatch.setattr("pathlib.Path.rename", refuse)
    with pytest.raises(OSError, match="Permission denied"):
        replace(site, fresh)
    assert (site / "index.html").read_text() == "cũ"


def test_a_build_killed_between_the_two_renames_gives_its_site_back_at_the_next(tmp_path):
    site = tmp_path / "site"
    fill(tmp_path / ".site-killed", "")
    fill(tmp_path / ".site-killed/old", "cũ")
    side_folder(site)
    assert (site / "index.html").read_text() == "cũ"
    assert not (tmp_path / ".site-killed").exists()


def test_what_killed_builds_left_is_swept_and_what_is_at_work_is_not(tmp_path):
    site = tmp_path / "site"
    at_work = side_folder(site)
    (tmp_path / ".site-old.zip").write_text("dở")
    os.utime(tmp_path / ".site-old.zip", (1, 1))
    (tmp_path / ".site-now.zip").write_text("đang gói")
    side_folder(site)
    assert at_work.is_dir()
    assert not (tmp_path / ".site-old.zip").exists()
    assert (tmp_path / ".site-now.zip").exists()
