import os
import threading

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
    fresh = side_folder(tmp_path / "site")
    replace(tmp_path / "site", fresh)
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o755


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
