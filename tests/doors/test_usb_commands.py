"""`tusach offline`, `verify`, `delta`, `apply` as an office runs them, and the switch in mkdocs.yml."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html
from tests.conftest import ROOT, SITES, copied, mkdocs

from tusach.cli import main

PICTURE = (ROOT / "src/tusach/theme/assets/icon-192.png").read_bytes()
WHOLE = "tu-sach-thu-2026-11-22.zip"


@pytest.fixture(autouse=True)
def a_day(monkeypatch):
    """22 November 2026, for every build of these tests."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def html_of(folder: Path, address: str):
    return html.parse(folder / address).getroot()


@pytest.fixture(scope="module")
def built_once(tmp_path_factory):
    """A bookcase whose edition was made, and the words of the command."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1795305600")
        folder = copied(SITES / "every-kind", tmp_path_factory.mktemp("usb"))
        done = run("offline", "-f", folder / "mkdocs.yml")
    assert done.exit_code == 0, done.output
    return folder, done.output


def test_offline_makes_a_folder_and_a_zip_and_says_the_seal_aloud(built_once):
    folder, said = built_once
    assert sorted(path.name for path in (folder / "build").iterdir()) == ["cache", "offline", WHOLE]
    assert not (folder / "site").exists()
    assert f"build/{WHOLE}" in said
    checked = run("verify", folder / "build/offline")
    assert checked.exit_code == 0
    assert "0 tệp hỏng, 0 tệp thiếu, 0 tệp lạ." in checked.output
    assert next(line for line in checked.output.splitlines() if line.startswith("Mã niêm phong")).split(": ")[1] in said


def test_no_link_of_the_edition_leads_to_a_folder(built_once):
    edition = built_once[0] / "build/offline"
    met = 0
    for file in edition.rglob("*.html"):
        for to in html.parse(file).getroot().xpath("//a/@href | //form/@action"):
            path = to.split("#")[0].split("?")[0]
            if path and ":" not in to:
                met += 1
                assert (file.parent / path).is_file(), (file, to)
    assert met > 500


def test_the_same_bookcase_gives_the_same_zip(built_once, bookcase):
    assert run("offline", "-f", bookcase / "mkdocs.yml").exit_code == 0
    assert (bookcase / "build" / WHOLE).read_bytes() == (built_once[0] / "build" / WHOLE).read_bytes()


def test_a_part_holds_its_topic_and_the_law_and_says_so(bookcase):
    config = bookcase / "mkdocs.yml"
    done = run("offline", "--topic", "Hôn nhân và gia đình", "--kind", "question", "-f", config)
    assert done.exit_code == 0, done.output
    edition = bookcase / "build/offline"
    assert (bookcase / "build/tu-sach-thu-chu-de-hon-nhan-va-gia-dinh-loai-hoi-dap-2026-11-22.zip").is_file()
    assert sorted(path.name for path in (edition / "hoi-dap").iterdir() if path.is_dir()) == ["ly-hon", "ly-hon-cu"]
    assert (edition / "van-ban/01-2026-qd-ubnd/index.html").is_file()
    assert not (edition / "so-tay").exists()
    page = html_of(edition, "hoi-dap/ly-hon/index.html")
    assert page.xpath("//a[.='chương một']/@href") == [
        "https://example.org/thu/so-tay/so-tay-mau/mo-dau/#viec-dau-tien"
    ]
    letter = (edition / "DOC-TRUOC.txt").read_text(encoding="utf-8-sig")
    assert "Một phần của tủ sách: chủ đề Hôn nhân và gia đình; loại Hỏi đáp" in letter
    assert "so-tay-mau" not in "".join(file.read_text() for file in (edition / "search").rglob("*.js"))


def test_without_an_address_on_the_web_a_link_to_what_is_left_out_is_plain_text(bookcase):
    config = bookcase / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("site_url: https://example.org/thu/\n", ""), encoding="utf-8"
    )
    assert run("offline", "--kind", "question", "-f", config).exit_code == 0
    page = html_of(bookcase / "build/offline", "hoi-dap/ly-hon/index.html")
    link = page.xpath("//*[.='chương một']")[-1]
    assert link.get("href") is None
    assert "khong-co-trong" not in html.tostring(page, encoding="unicode")


def test_a_part_that_is_empty_or_unknown_is_wrong_usage(bookcase):
    config = bookcase / "mkdocs.yml"
    unknown = run("offline", "--topic", "vũ trụ", "-f", config)
    assert unknown.exit_code == 2
    assert "dat-dai" in unknown.output
    assert run("offline", "--topic", "ho-tich", "--kind", "skit", "-f", config).exit_code == 2
    assert run("offline", "--kind", "novel", "-f", config).exit_code == 2
    assert not (bookcase / "build/offline").exists()


def test_a_switch_makes_the_edition_with_every_build(bookcase):
    config = bookcase / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("{print: false}", "{print: false, offline: true}"), encoding="utf-8")
    assert mkdocs(config, day="2026-11-22").returncode == 0
    assert (bookcase / "site/index.html").is_file()
    assert run("verify", bookcase / "build/offline").exit_code == 0
    assert (bookcase / "build" / WHOLE).is_file()
    assert [path.name for path in bookcase.iterdir() if path.name.startswith(".")] == []


def test_printing_a_few_books_makes_no_edition_of_them(bookcase):
    config = bookcase / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("{print: false}", "{offline: true}"), encoding="utf-8")
    assert run("print", "to-gap/to-gap-mau", "-f", config).exit_code == 0
    assert sorted(path.name for path in (bookcase / "build").iterdir()) == ["cache", "print"]


def test_without_the_switch_a_build_makes_none(bookcase):
    assert mkdocs(bookcase / "mkdocs.yml").returncode == 0
    assert [path.name for path in (bookcase / "build").iterdir()] == ["cache"]


def test_names_that_no_stick_takes_stop_before_anything_is_replaced(built_once, tmp_path):
    folder = copied(built_once[0], tmp_path / "tủ")
    before = files(folder / "build")
    (folder / "content/stories/ảnh: cổng làng?.png").write_bytes(PICTURE)
    (folder / "content/stories/aux.png").write_bytes(PICTURE)
    with (folder / "content/stories/bo-rao.md").open("a", encoding="utf-8") as story:
        story.write("\n![Cổng](<ảnh: cổng làng%3F.png>) ![Cửa](aux.png)\n")
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("{print: false}", "{print: false, offline: true}"), encoding="utf-8")
    done = mkdocs(config)
    assert done.returncode == 1
    assert (
        "content/stories/ảnh: cổng làng?.png:1: tên `tep/content/stories/ảnh: cổng làng?.png` không chép được vào USB"
        in done.stderr
    )
    assert "content/stories/aux.png:1:" in done.stderr
    assert "2 tên tệp không chép được vào USB. Trang đã dựng lần trước vẫn còn nguyên" in done.stdout + done.stderr
    assert run("offline", "-f", config).exit_code == 1
    assert files(folder / "build") == before
    assert not (folder / "site").exists()


def test_verify_tells_what_is_wrong_and_where(built_once, tmp_path):
    edition = copied(built_once[0] / "build/offline", tmp_path / "usb")
    (edition / "index.html").write_text("khác")
    (edition / "a-z/index.html").unlink()
    (edition / "lạ.exe").write_text("x")
    done = run("verify", edition)
    assert done.exit_code == 1
    assert "1 tệp hỏng, 1 tệp thiếu, 1 tệp lạ." in done.output
    for line in ("hỏng: index.html", "thiếu: a-z/index.html", "lạ: lạ.exe"):
        assert f"  {line}\n" in done.output
    (edition / "NIEM-PHONG.json").write_text("{")
    assert run("verify", edition).exit_code == 1
    (edition / "NIEM-PHONG.json").unlink()
    assert run("verify", edition).exit_code == 2
    assert run("verify", tmp_path / "không có").exit_code == 2


def test_an_update_goes_from_office_to_stick(built_once, bookcase, tmp_path):
    stick = Path(shutil.copytree(built_once[0] / "build/offline", tmp_path / "usb"))
    story = bookcase / "content/stories/bo-rao.md"
    story.write_text(story.read_text(encoding="utf-8") + "\nĐoạn vừa thêm.\n", encoding="utf-8")
    (bookcase / "content/questions/cau-3.md").unlink()
    assert run("offline", "-f", bookcase / "mkdocs.yml").exit_code == 0
    bundle = tmp_path / "gói.zip"
    made = run("delta", built_once[0] / "build" / WHOLE, bookcase / "build/offline", "-o", bundle)
    assert made.exit_code == 0, made.output
    assert bundle.stat().st_size < (bookcase / "build" / WHOLE).stat().st_size
    done = run("apply", bundle, stick)
    assert done.exit_code == 0, done.output
    assert files(stick) == files(bookcase / "build/offline")
    assert "đã là bản mới" in run("apply", bundle, stick).output


def test_a_bundle_that_does_not_fit_is_refused_in_words(built_once, tmp_path):
    folder, _ = built_once
    stick = Path(shutil.copytree(folder / "build/offline", tmp_path / "usb"))
    refused = run("apply", folder / "build" / WHOLE, stick)
    assert refused.exit_code == 1
    assert "Từ chối:" in refused.output
    assert "Không tệp nào thay đổi." in refused.output
    same = run("delta", stick, folder / "build" / WHOLE, "-o", tmp_path / "g.zip")
    assert (same.exit_code, "giống hệt nhau" in same.output) == (1, True)
    assert run("apply", tmp_path / "không.zip", stick).exit_code == 2
    assert files(stick) == files(folder / "build/offline")
