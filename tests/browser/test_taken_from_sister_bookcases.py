"""Three bookcases, of a province, a department and a commune, on real nginx: each takes from others, and back."""

import json
from contextlib import ExitStack
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect
from tests.browser.test_on_a_real_server import NGINX, nginx
from tests.conftest import built
from tests.pulling import sister

from tusach.cli import main

pytestmark = pytest.mark.skipif(NGINX is None, reason="no nginx here: apt install nginx, or run scripts/test as root")


def pulled(folder):
    done = CliRunner().invoke(main, ["pull", "-f", str(folder / "mkdocs.yml")])
    assert done.exit_code == 0, done.output
    return done.output


def written(folder):
    files = [folder / "sources.lock", *sorted((folder / "sources").rglob("*.json"))]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """The folders and addresses of the three after each took from the others, and what was written and said."""
    root = tmp_path_factory.mktemp("three")
    names = {"tinh": "Tủ sách tỉnh Mẫu", "so": "Tủ sách Sở Tư pháp", "xa": "Tủ sách xã Bản Lầu"}
    folders = {
        key: sister.a_bookcase(root / key, name, license="Giữ mọi quyền" if key == "so" else "CC BY 4.0")
        for key, name in names.items()
    }
    extra = folders["tinh"] / "content/stories/bo-rao.md"
    extra.with_name("chim-lac.md").write_text(
        extra.read_text(encoding="utf-8").replace("title: ", "title: Chim lạc bay về ", 1) + f"\n{sister.SCRIPT}\n",
        encoding="utf-8",
    )
    with ExitStack() as servers:
        homes = {}
        for key, folder in folders.items():
            built(folder)
            (root / f"nginx-{key}").mkdir()
            homes[key] = servers.enter_context(nginx(folder / "site", root / f"nginx-{key}", f"/{key}"))
        catalogs = {key: (folder / "site/catalog.json").read_bytes() for key, folder in folders.items()}
        line = {key: f'{{url: "{home}catalog.json", text: true}}' for key, home in homes.items()}
        sister.config(folders["tinh"], names["tinh"], f"        so: {line['so']}\n        xa: {line['xa']}\n")
        sister.config(folders["so"], names["so"], f"        tinh: {line['tinh']}\n")
        sister.config(folders["xa"], names["xa"], f"        tinh: {line['tinh']}\n        so: {line['so']}\n")
        first = {key: pulled(folder) for key, folder in folders.items()}
        files = {key: written(folder) for key, folder in folders.items()}
        for folder in folders.values():
            built(folder)
        second = {key: pulled(folder) for key, folder in folders.items()}
        yield SimpleNamespace(folders=folders, homes=homes, catalogs=catalogs, first=first, second=second, files=files)


def test_each_takes_from_the_others_and_a_second_time_nothing_changes(three):
    count = len(json.loads(three.catalogs["tinh"])["publications"])
    assert f"tinh (Tủ sách tỉnh Mẫu): {count} bài mới" in three.first["xa"]
    for key, folder in three.folders.items():
        assert " 0 bài mới, 0 bài sửa, 0 bài rút" in three.second[key]
        assert written(folder) == three.files[key]


def test_what_was_taken_in_is_not_offered_again(three):
    for key, folder in three.folders.items():
        before, after = (
            {one["address"]: one["content"] for one in json.loads(data)["publications"]}
            for data in (three.catalogs[key], (folder / "site/catalog.json").read_bytes())
        )
        assert before == after


def test_a_page_shows_the_text_with_its_source_and_runs_nothing(three, open_page):
    page = open_page(f"{three.homes['xa']}nguon/tinh/cau-chuyen/chim-lac/")
    expect(page.locator("h1")).to_contain_text("Chim lạc bay về")
    expect(page.locator(".glance")).to_contain_text("Từ Tủ sách tỉnh Mẫu")
    expect(page.locator(".facts")).to_contain_text("Giám đốc Sở, ngày 01/11/2026")
    expect(page.locator(".facts")).to_contain_text("CC BY 4.0")
    expect(page.locator(".body")).to_be_visible()
    assert "alert(1)" not in page.content()
    link = page.locator("a", has_text="Đọc bản mới nhất ở nguồn")
    assert link.get_attribute("href") == f"{three.homes['tinh']}cau-chuyen/chim-lac/"


def test_a_title_without_an_open_licence_leads_to_the_source_and_a_legal_text_comes_whole(three, open_page):
    page = open_page(f"{three.homes['xa']}nguon/so/hoi-dap/ly-hon/")
    expect(page.locator("a", has_text="Đọc toàn văn ở nguồn")).to_be_visible()
    expect(page.locator(".body")).to_have_count(0)
    page.goto(f"{three.homes['xa']}nguon/so/van-ban/01-2026-qd-ubnd/")
    expect(page.locator(".body")).to_contain_text("Chợ phiên là chợ họp theo ngày nhất định")


def test_a_book_with_pictures_and_chapters_loads_nothing_from_its_source(three, open_page):
    page = open_page(f"{three.homes['xa']}nguon/tinh/so-tay/so-tay-mau/")
    expect(page.locator(".body h2").first).to_be_visible()
    assert page.locator(".body img").count() == 0
    for href in page.locator(".body a").evaluate_all("all => all.map(one => one.getAttribute('href'))"):
        assert href.startswith(("#p", three.homes["tinh"], "https://vbpl.vn/")), href


def test_it_is_found_and_says_whose_it_is(three, open_page):
    page = open_page(f"{three.homes['xa']}tim-kiem/?q=chim+lac+bay+ve")
    hit = page.locator("[data-search-results] li").first
    expect(hit).to_contain_text("Từ Tủ sách tỉnh Mẫu")
    hit.locator("a").first.click()
    page.wait_for_url("**/nguon/tinh/cau-chuyen/chim-lac/**")


def test_a_document_on_our_own_shelf_is_found_once(three):
    done = CliRunner().invoke(main, ["search", "cho phien", "-f", str(three.folders["xa"] / "mkdocs.yml"), "-n", "50"])
    assert "van-ban/01-2026-qd-ubnd" in done.output
    assert "nguon/tinh/van-ban" not in done.output
    assert "nguon/so/van-ban" not in done.output


def test_it_stands_in_the_lists_marked_with_its_source(three, open_page):
    home = three.homes["xa"]
    page = open_page(f"{home}cau-chuyen/")
    expect(page.locator(".card", has_text="Chim lạc bay về")).to_contain_text("Từ Tủ sách tỉnh Mẫu")
    page.goto(f"{home}chu-de/hon-nhan-va-gia-dinh/")
    expect(page.locator(".card", has_text="Từ Tủ sách Sở Tư pháp").first).to_be_visible()
    page.goto(f"{home}chu-de/")
    page.click("text=Từ các tủ sách khác")
    expect(page.locator("h1")).to_have_text("Từ các tủ sách khác")
    page.locator("h2 a", has_text="Tủ sách tỉnh Mẫu").click()
    expect(page.locator("h1")).to_have_text("Từ Tủ sách tỉnh Mẫu")
    count = len(json.loads(three.catalogs["tinh"])["publications"])
    expect(page.locator(".card")).to_have_count(count)


def test_pages_of_what_was_taken_in_are_accessible(three, open_page):
    from axe_playwright_python.sync_playwright import Axe

    for path in ("nguon/", "nguon/tinh/", "nguon/tinh/hoi-dap/ly-hon/", "nguon/tinh/so-tay/so-tay-mau/"):
        page = open_page(three.homes["xa"] + path)
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
        assert [one["id"] for one in found] == [], path


def test_a_dialogue_taken_in_says_who_asks_and_until_when(three, open_page):
    page = open_page(f"{three.homes['xa']}nguon/tinh/doi-thoai/doi-thoai-mau/")
    facts = page.locator(".facts")
    expect(facts).to_contain_text("Cơ quan thử")
    expect(facts).to_contain_text("Từ ngày 02/11/2026 đến hết ngày 20/11/2026 (theo Tủ sách tỉnh Mẫu, ngày ")
    expect(facts).to_contain_text("Công bố trả lờiNgày 25/11/2026")
