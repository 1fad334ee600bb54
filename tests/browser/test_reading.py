"""Every kind of page as a reader meets it: phone and desktop, over http and from a disk."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import expect
from tests.conftest import page_url

from tusach.shelf.kinds import KINDS

PAGES = {
    "home": "",
    "search": "tim-kiem",
    "a-z": "a-z",
    "topics": "chu-de",
    "topic": "chu-de/dat-dai",
    "free page": "gioi-thieu",
    "chapter": "so-tay/so-tay-mau/mo-dau",
    "list of questions": "hoi-dap",
    "handbook": "so-tay/so-tay-mau",
    "outline": "de-cuong/luat-mau",
    "document": "van-ban/01-2026-qd-ubnd",
    "question": "hoi-dap/ly-hon",
    "story": "cau-chuyen/bo-rao",
    "skit": "tieu-pham/chen-ruou",
    "leaflet": "to-gap/to-gap-mau",
    "broadcast": "phat-thanh/ban-tin",
    "lecture": "bai-giang/bai-giang-mau",
    "training": "tap-huan/tap-huan-mau",
    "dialogue": "doi-thoai/doi-thoai-mau",
    "quiz": "thi-tim-hieu/thi-mau",
}


def test_the_pages_above_cover_every_kind():
    assert {kind.key for kind in KINDS} <= set(PAGES)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_page_fits_its_screen_and_has_one_title(site, open_page, name, width):
    page = open_page(page_url(site, PAGES[name]), width=width)
    assert page.locator("h1").count() == 1
    assert page.locator("h1").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_accessibility_rules_find_nothing(served, open_page, name, width, scheme):
    page = open_page(page_url(served, PAGES[name]), width=width, color_scheme=scheme)
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(page, options=rules)
    assert found.response["violations"] == [], found.generate_report()


@pytest.mark.parametrize("name", PAGES)
def test_the_text_can_be_read_without_javascript(site, open_page, name):
    page = open_page(page_url(site, PAGES[name]), java_script_enabled=False)
    assert page.locator("h1").is_visible()
    assert page.locator("article").inner_text().count(" ") > 3
    assert not page.locator(".tools").first.is_visible()


def test_the_contents_open_without_javascript(served, open_page):
    page = open_page(page_url(served, PAGES["document"]), java_script_enabled=False)
    assert not page.locator("#_muc-luc").is_visible()
    page.click("[data-contents-open]")
    assert page.locator("#_muc-luc").is_visible()
    page.click("#_muc-luc >> text=Điều 2.")
    assert page.url.endswith("#dieu-2")
    assert not page.locator("#_muc-luc").is_visible()


def test_the_contents_are_a_sheet_on_a_phone_that_escape_closes(site, open_page):
    page = open_page(page_url(site, PAGES["document"]))
    page.click("[data-contents-open]")
    assert page.locator("#_muc-luc").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#_muc-luc").is_visible()
    page.click("[data-contents-open]")
    page.click("#_muc-luc >> text=Điều 1a.")
    assert page.url.endswith("#dieu-1a")
    assert not page.locator("#_muc-luc").is_visible()


def test_night_and_letter_size_are_kept_on_the_next_page(served, open_page):
    page = open_page(page_url(served, PAGES["story"]))
    paper, letters = (
        "getComputedStyle(document.body).backgroundColor",
        "getComputedStyle(document.querySelector('article')).fontSize",
    )
    day, size = page.evaluate(paper), page.evaluate(letters)
    page.click("[data-theme-toggle]")
    page.click("[data-size='1']")
    page.goto(page_url(served, PAGES["question"]))
    assert page.evaluate(paper) != day
    assert float(page.evaluate(letters)[:-2]) > float(size[:-2])


def test_letter_size_goes_by_its_buttons_only(served, open_page):
    page = open_page(page_url(served, PAGES["story"]))
    size = "document.documentElement.dataset.size || '0'"
    page.click("button[data-size='1']")
    page.goto(page_url(served, PAGES["question"]))
    page.click("h1")
    assert page.evaluate(size) == "1"
    page.click("button[data-size='-1']")
    page.click("button[data-size='-1']")
    assert page.evaluate(size) == "-1"


@pytest.mark.parametrize("name", ["home", "question", "list of questions", "a-z"])
def test_the_first_tab_leads_past_the_furniture(served, open_page, name):
    page = open_page(page_url(served, PAGES[name]), width=1280)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    focused = page.evaluate("[document.activeElement.textContent, document.activeElement.getAttribute('href')]")
    assert focused == ["Tới nội dung chính", "#_noi-dung"]


def test_a_page_printed_by_night_is_dark_on_white(served, open_page):
    page = open_page(page_url(served, PAGES["document"]), color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    colours = "getComputedStyle(document.querySelector('.state')).color"
    assert page.evaluate(colours) == "rgb(0, 0, 0)"


def test_the_system_s_dark_mode_is_followed(served, open_page):
    page = open_page(page_url(served, ""), color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 24, 29)"


def test_a_heading_s_link_is_copied(served, open_page):
    page = open_page(page_url(served, PAGES["story"]), permissions=["clipboard-read", "clipboard-write"])
    page.locator("#mo-dau .headerlink").click()
    expect(page.locator("[data-toast]")).to_have_text("Đã chép liên kết")
    assert page.evaluate("navigator.clipboard.readText()") == page_url(served, PAGES["story"] + "#mo-dau")


def test_a_list_is_filtered_by_words_topic_and_year_and_sorted(site, open_page):
    page = open_page(page_url(site, "hoi-dap"))
    cards = page.locator("[data-filtered] > li:visible")
    assert cards.count() == 4
    page.fill("[name=chu]", "khai sinh")
    assert cards.count() == 1
    page.fill("[name=chu]", "KHAI SINH Ở")
    assert "Khai sinh" in cards.first.inner_text()
    page.fill("[name=chu]", "")
    page.select_option("[name=topics]", "dat-dai")
    assert cards.count() == 1
    page.select_option("[name=topics]", "")
    page.select_option("[name=year]", "2025")
    assert cards.count() == 1
    page.select_option("[name=year]", "")
    page.select_option("[name=order]", "az")
    assert "Đi làm xa" in cards.first.inner_text()
    page.fill("[name=chu]", "xyz")
    assert page.locator("[data-filter-empty]").is_visible()
    assert page.locator("[data-filter-count]").inner_text() == "0 tài liệu"


def test_a_handbook_turns_its_pages(site, open_page):
    page = open_page(page_url(site, PAGES["handbook"]))
    page.click(".chapters a >> nth=0")
    page.click("a[rel=next]")
    expect(page.locator("h1")).to_have_text("Tiếp theo")
    page.click("a[rel=prev]")
    expect(page.locator("h1")).to_have_text("Mở đầu")


def test_every_link_of_a_page_opens_from_a_disk(every_kind, open_page):
    page = open_page(every_kind.joinpath("index.html").as_uri())
    page.click("a.tile >> nth=0")
    page.click(".card__title a >> nth=0")
    page.click(".crumbs a >> nth=0")
    expect(page.locator(".hero h1")).to_be_visible()


def test_a_leaflet_prints_on_one_sheet(served, open_page):
    page = open_page(page_url(served, PAGES["leaflet"]))
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") == 1


def test_the_printed_page_holds_the_text_and_none_of_the_furniture(served, open_page):
    page = open_page(page_url(served, PAGES["story"]))
    page.emulate_media(media="print")
    assert page.locator("article h1").is_visible()
    assert page.locator(".stamp").is_visible()
    for furniture in (".ts-header", ".ts-dock", ".ts-side", ".tools", ".crumbs", ".related", ".ts-footer"):
        assert not page.locator(furniture).first.is_visible()


def test_fingers_find_targets_of_44_pixels(served, open_page):
    page = open_page(page_url(served, PAGES["story"]))
    small = page.evaluate(
        """() => [...document.querySelectorAll('.ts-dock a, .tools button, .ts-tools button, .ts-brand, summary')]
             .map(e => [e.textContent.trim(), e.getBoundingClientRect()])
             .filter(([, box]) => box.height && (box.height < 44 || box.width < 44)).map(([name]) => name)"""
    )
    assert small == []


def test_no_id_stands_twice_on_any_page(every_kind):
    for path in every_kind.rglob("*.html"):
        ids = html.parse(path).xpath("//@id")
        assert [one for one in set(ids) if ids.count(one) > 1] == [], path


def test_a_heading_is_reached_whatever_its_words(site, open_page):
    page = open_page(page_url(site, "phat-thanh/ban-tin#noi-dung"))
    expect(page.locator("h2", has_text="Nội dung")).to_be_in_viewport()
    assert page.evaluate("document.querySelector(':target').tagName") == "H2"


@pytest.mark.parametrize("name", ["story", "slides", "frame"])
def test_a_page_read_from_a_disk_fetches_no_foreign_picture_and_runs_no_foreign_script(site, chromium, name):
    address = {"story": "cau-chuyen/bo-rao", "slides": "bai-giang/bai-giang-mau/trinh-chieu", "frame": "nhung"}[name]
    page = chromium.new_page()
    failed = []
    page.on("requestfailed", lambda request: failed.append((request.url, request.failure)))
    page.goto(f"{site}nhung/khung.html" if name == "frame" else page_url(site, address))
    page.evaluate(
        """() => ["img", "script"].forEach(name => {
            const made = document.createElement(name);
            made.src = "https://foreign.example/" + name;
            document.body.append(made);
        })"""
    )
    page.wait_for_timeout(300)
    assert sorted(failed) == [("https://foreign.example/img", "csp"), ("https://foreign.example/script", "csp")]
    page.close()
