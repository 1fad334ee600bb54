"""The edition for a USB stick, opened from the disk with the network cut, beside the same bookcase online."""

import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect
from tests.browser.test_searching import asked, hits
from tests.conftest import SITES, built, copied, hosted, page_url

from tusach.cli import main

QUESTIONS = [
    "ly hon",
    "đất đai",
    "khoản 1 điều 1 quyết định 01/2026/QĐ-UBND",
    "hoa giai bang loi",
    "cho phien",
    "lyy hoonf",
]


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """The site over http, and its edition on a stick, which lies in a folder with blanks and accents."""
    folder = copied(SITES / "every-kind", tmp_path_factory.mktemp("stick"))
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("{print: false}", "{offline: true}"), encoding="utf-8")
    done = CliRunner().invoke(main, ["offline", "-f", str(config)])
    assert done.exit_code == 0, done.output
    stick = Path(shutil.copytree(folder / "build/offline", folder / "USB của thôn"))
    with hosted(built(folder)) as address:
        yield address, f"{stick.as_uri()}/"


def cut(page):
    """The page, its network cut: what it still needs must lie on the stick."""
    page.context.set_offline(True)
    return page


def placed(links, site):
    """Addresses as they stand in a site, whatever its form of them."""
    return [link.removeprefix(site).replace("/index.html", "/") for link in links]


@pytest.mark.parametrize("words", QUESTIONS)
def test_a_question_has_the_same_results_from_the_stick_as_online(twice, open_page, words):
    online, stick = twice
    there = open_page(asked(online, words), width=1280)
    here = cut(open_page(page_url(stick, ""), width=1280))
    here.goto(asked(stick, words))
    found = placed(hits(here, ""), stick)
    assert found == placed(hits(there, ""), online)
    assert found
    assert here.locator("[data-search-count]").inner_text() == there.locator("[data-search-count]").inner_text()


def test_a_reader_goes_from_home_to_an_answer_and_its_law_by_clicks_alone(twice, open_page):
    page = cut(open_page(page_url(twice[1], ""), width=1280))
    page.fill("#_tim", "ly hon chia tai san")
    page.locator("[role=option]").first.click()
    expect(page.locator("h1")).to_have_text("Ly hôn thì chia tài sản thế nào")
    cited = page.locator("article a.cited", has_text="điểm đ khoản 2")
    cited.hover()
    expect(page.locator("#_xem-truoc")).to_contain_text("Quyết định mẫu")
    cited.click()
    expect(page.locator("#dieu-1-khoan-2-diem-dd")).to_be_in_viewport()
    page.go_back()
    book = page.locator("a[href$='.pdf']").first.get_attribute("href")
    assert (
        Path(page.evaluate("to => decodeURI(new URL(to, location.href).pathname)", book)).read_bytes()[:5] == b"%PDF-"
    )


def test_without_scripts_every_shelf_and_page_opens_from_the_stick(twice, open_page):
    page = cut(open_page(page_url(twice[1], ""), width=1280, java_script_enabled=False))
    page.get_by_role("link", name="Hỏi đáp").first.click()
    expect(page.locator("h1")).to_have_text("Hỏi đáp")
    page.get_by_role("link", name="Ly hôn thì chia tài sản thế nào").first.click()
    expect(page.locator("h1")).to_have_text("Ly hôn thì chia tài sản thế nào")
    page.locator("article a.cited").first.click()
    assert page.url.endswith("van-ban/01-2026-qd-ubnd/index.html#dieu-1-khoan-1")
    assert page.locator("form").first.evaluate("form => form.action").endswith("/tim-kiem/index.html")


def test_the_edition_leaves_out_what_only_other_portals_read_and_links_to_none_of_it(twice):
    folder = Path(unquote(urlsplit(twice[1]).path))
    assert (folder / "van-ban/01-2026-qd-ubnd/01-2026-qd-ubnd.jsonld").is_file()
    names = ("catalog.json", "feed.xml", "feed.json", "hieu-luc.xml", "opds.json", "opensearch.xml", "llms.txt", "oembed.json", "noi-dung.json")  # fmt: skip
    for name in names:
        assert not list(folder.rglob(name)), name
    for page in folder.rglob("*.html"):
        head = page.read_text(encoding="utf-8").partition("</head>")[0]
        assert not re.search(r"atom\+xml|feed\+json|oembed|opensearch", head), page
