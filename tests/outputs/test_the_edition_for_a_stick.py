"""What goes on a stick, under which names, and how a copy is found whole or damaged."""

import os
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tusach.outputs.offline import EditionError, edition_faults, imprint, make_edition, verified
from tusach.outputs.offline.names import copying_faults, name_faults
from tusach.outputs.offline.pages import without_server
from tusach.outputs.offline.seal import read_seal
from tusach.shelf.bookcase import Bookcase

FILES = {"index.html", "a/index.html", "a/b/index.html", "sách/index.html", "a/b/b.pdf", "tim-kiem/index.html"}


def site_at(folder: Path, **more: str) -> Path:
    """A small built site; `more` are further files by name."""
    pages = {path: f'<a href="./">Về</a> {path}' for path in FILES}
    for path, text in {**pages, "_headers": "x", "sw.js": "x", "index.html.br": "x", **more}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def edition_at(build: Path, site: Path, day=date(2026, 11, 22), commit="0f" * 20):
    build.mkdir(exist_ok=True)
    about = imprint(Bookcase(Path()), "Tủ sách xã", "", "https://example.org/", day, commit)
    return make_edition(site, build, about)


def tree(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize(
    ("given", "mended"),
    [
        ('<a href="../">', '<a href="../index.html">'),
        ('<a href="..">', '<a href="../index.html">'),
        ('<a href="./#mục">', '<a href="./index.html#mục">'),
        ('<a class="x" href="b/?q=1&amp;r=2#c">', '<a class="x" href="b/index.html?q=1&amp;r=2#c">'),
        ("<a href='b/'>", '<a href="b/index.html">'),
        ('<a href="b">', '<a href="b/index.html">'),
        ('<a href="../s%C3%A1ch/">', '<a href="../s%C3%A1ch/index.html">'),
        ('<form method="get" action="../tim-kiem/">', '<form method="get" action="../tim-kiem/index.html">'),
        ('<a title="href=&quot;../&quot;" href="../">', '<a title="href=&quot;../&quot;" href="../index.html">'),
        ('<a title="1 > 0" href="../">', '<a title="1 > 0" href="../index.html">'),
        ('<link rel="manifest" href="../x.webmanifest">', ""),
        ('<link rel="search" type="application/opensearchdescription+xml" href="../opensearch.xml">', ""),
        ('<link rel="alternate" type="application/atom+xml" href="feed.xml" title="Mới">', ""),
        ('<link rel="alternate" type="application/json+oembed" href="oembed.json">', ""),
    ],
)
def test_a_link_to_a_folder_leads_to_its_page(given, mended):
    assert without_server(f"<p>{given}</p>", "a/index.html", FILES) == f"<p>{mended}</p>"


@pytest.mark.parametrize(
    "given",
    [
        '<a href="https://example.org/a/">',
        '<a href="//example.org/">',
        '<a href="#dieu-1">',
        '<a href="?q=1">',
        '<a href="/a/">',
        '<a href="mailto:a@b.vn">',
        '<a href="b/b.pdf">',
        '<a href="khong-co/">',
        '<a href="https://[hỏng/">',
        "<a title=\"<a href='../'>\">",
        "<script>let x = '<a href=\"../\">'</script>",
        '<!-- <a href="../"> -->',
        '&lt;a href="../"&gt;',
    ],
)
def test_every_other_link_and_whatever_only_looks_like_one_stays(given):
    assert without_server(given, "a/index.html", FILES) == given


def test_what_only_a_server_needs_is_left_behind_and_all_else_is_there(tmp_path):
    made = edition_at(tmp_path / "build", site_at(tmp_path / "site"))
    assert set(tree(made.folder)) == {*FILES, "DOC-TRUOC.txt", "NIEM-PHONG.json"}
    assert (made.folder / "a/index.html").read_text(encoding="utf-8").startswith('<a href="./index.html">')


def test_the_letter_opens_right_in_notepad_and_says_what_this_is(tmp_path):
    data = (edition_at(tmp_path / "build", site_at(tmp_path / "site")).folder / "DOC-TRUOC.txt").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n") > 20
    text = data.decode("utf-8-sig")
    for words in ("TỦ SÁCH XÃ", "index.html", "22/11/2026", "0f" * 20, "https://example.org/", "tusach verify"):
        assert words in text


def test_the_same_site_gives_the_same_zip_and_it_unpacks_to_the_edition(tmp_path):
    site = site_at(tmp_path / "site")
    first = edition_at(tmp_path / "một", site)
    for file in site.rglob("*"):
        os.utime(file, (1, 1))
    again = edition_at(tmp_path / "hai", site)
    assert first.packed.name == "tu-sach-xa-2026-11-22.zip"
    assert first.packed.read_bytes() == again.packed.read_bytes()
    assert {info.date_time for info in zipfile.ZipFile(first.packed).infolist()} == {(2026, 11, 22, 0, 0, 0)}
    zipfile.ZipFile(first.packed).extractall(tmp_path / "usb")
    assert tree(tmp_path / "usb/tu-sach-xa-2026-11-22") == tree(first.folder)


def test_an_edition_that_fails_leaves_the_last_one_and_nothing_half_made(tmp_path):
    build = tmp_path / "build"
    made = edition_at(build, site_at(tmp_path / "site"))
    before, packed = tree(made.folder), made.packed.read_bytes()
    broken = site_at(tmp_path / "hỏng")
    (broken / "a/index.html").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(UnicodeDecodeError):
        edition_at(build, broken)
    assert (tree(made.folder), made.packed.read_bytes()) == (before, packed)
    assert sorted(os.listdir(build)) == ["offline", made.packed.name]


@pytest.mark.parametrize(
    "path",
    ['a/b"c', "a*", "a:b", "<a>", "a?", "a\\b", "a|b", "a\tb", "a\x00", "a\x7f", "a.", "thư mục /x", "CON", "a/nul.txt", "Com1.tar.gz", "a//b", "../a", "/a", ""],
)  # fmt: skip
def test_a_name_that_a_stick_refuses_is_known(path):
    assert list(name_faults(path))


@pytest.mark.parametrize(
    "path", ["a/b.html", "sách luật/Điều 1 (bản cũ), số 2+3.pdf", "console.js", "com.txt", ".nojekyll", "a..b"]
)
def test_a_name_that_a_stick_takes_is_let_through(path):
    assert list(name_faults(path)) == []


def test_all_names_that_cannot_be_copied_are_told_at_once_with_their_file():
    paths = [
        "tep/ảnh: đẹp.png",
        "tep/Anh.png",
        "tep/anh.png",
        f"x/{'dài' * 60}.pdf",
        f"x/{'dài' * 60}-a5.pdf",
        "tốt/index.html",
    ]
    told = [str(one) for one in copying_faults(paths, lambda path: path.split("/")[0] + ".md")]
    assert len(told) == 3
    assert "tep.md:1: tên `tep/ảnh: đẹp.png` không chép được vào USB: có ký tự `:` - đổi tên tệp này" in told
    assert (
        "tep.md:1: `tep/anh.png` chỉ khác `tep/Anh.png` ở chữ hoa, chữ thường, USB coi là một - đổi tên một trong hai"
        in told
    )
    assert any(line.startswith("x.md:1: đường dẫn `x/dài") and "dài 189 ký tự" in line for line in told)


def test_folders_that_differ_only_in_case_are_one_on_a_stick():
    assert [one.line for one in copying_faults(["A/x.png", "a/y.png"], str)] == [1]


def test_a_site_with_good_names_has_no_faults(tmp_path):
    assert list(edition_faults(site_at(tmp_path / "site"), str)) == []


def test_a_whole_copy_is_whole_even_with_what_systems_leave_beside(tmp_path):
    made = edition_at(tmp_path / "build", site_at(tmp_path / "site"))
    for left in (".DS_Store", "a/._index.html", "a/Thumbs.db", "System Volume Information/IndexerVolumeGuid"):
        (made.folder / left).parent.mkdir(exist_ok=True)
        (made.folder / left).write_text("x")
    found = verified(made.folder)
    assert (found.whole, found.right, found.digest) == (True, len(FILES) + 1, made.digest)


def test_what_is_damaged_missing_and_foreign_is_named(tmp_path):
    folder = edition_at(tmp_path / "build", site_at(tmp_path / "site")).folder
    data = bytearray((folder / "a/index.html").read_bytes())
    data[3] ^= 1
    (folder / "a/index.html").write_bytes(data)
    (folder / "a/b/b.pdf").unlink()
    (folder / "lạ.exe").write_text("x")
    (folder / "index.html").rename(tmp_path / "ngoài.html")
    (folder / "index.html").symlink_to(tmp_path / "ngoài.html")
    found = verified(folder)
    assert (found.damaged, found.missing, found.foreign) == (
        ("a/index.html", "index.html"),
        ("a/b/b.pdf",),
        ("lạ.exe",),
    )
    assert (found.whole, found.right) == (False, len(FILES) - 2)


def test_a_copy_whose_names_another_system_took_apart_is_still_whole(tmp_path):
    made = edition_at(tmp_path / "build", site_at(tmp_path / "site"))
    (made.folder / "sách").rename(made.folder / "sa\u0301ch")
    assert verified(made.folder).whole


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"\xff", b"[" * 100_000, b'{"format": "tusach-offline-9"}', b'{"format": "tusach-offline-1"}'],
)
def test_what_is_no_seal_is_refused_with_a_reason(data):
    with pytest.raises(EditionError):
        read_seal(data)


def test_invisible_signs_in_the_name_of_a_bookcase_do_not_spoil_its_seal(tmp_path):
    (tmp_path / "build").mkdir()
    about = imprint(Bookcase(Path()), "Tủ sách\u200b\n xã\xa0Mẫu", "", "", date(2026, 11, 22), "")
    made = make_edition(site_at(tmp_path / "site"), tmp_path / "build", about)
    assert verified(made.folder).seal.name == "Tủ sách xã Mẫu"


@pytest.mark.parametrize("field", ["name", "part", "site", "commit"])
def test_a_seal_cannot_steer_the_terminal_that_shows_it(tmp_path, field):
    made = edition_at(tmp_path / "build", site_at(tmp_path / "site"))
    with pytest.raises(EditionError):
        read_seal(replace(made.seal, **{field: "Tủ sách\x1b[2J"}).to_bytes())


def test_a_seal_reads_back_as_it_was_written(tmp_path):
    made = edition_at(tmp_path / "build", site_at(tmp_path / "site"))
    assert read_seal((made.folder / "NIEM-PHONG.json").read_bytes()) == made.seal
