"""Search as people use it: with and without accents, by keyboard, by finger, over http and from a disk."""

import unicodedata

import pytest
from playwright.sync_api import expect
from tests.conftest import page_url

BOX = "#tim"
OPTIONS = "[role=option]"


def hits(page):
    expect(page.locator("[data-search-count]")).to_contain_text("“")
    return page.locator("[data-search-results] a").evaluate_all("all => all.map(a => a.getAttribute('href'))")


@pytest.mark.parametrize("width", [360, 1280])
def test_typing_without_accents_shows_the_right_section_at_once(site, open_page, width):
    page = open_page(page_url(site, ""), width=width)
    page.fill(BOX, "hoa giai bang loi")
    first = page.locator(OPTIONS).first
    expect(first).to_be_visible()
    assert first.get_attribute("href") == page_url(site, "so-tay/so-tay-mau/mo-dau#viec-dau-tien")
    first.click()
    expect(page.locator("#viec-dau-tien")).to_be_in_viewport()


@pytest.mark.parametrize(
    "typed", ["ly hôn", "ly hon", "LY HÔN", "Ly Hon", unicodedata.normalize("NFD", "ly hôn"), " ly   hôn "]
)
def test_the_hits_are_the_same_however_it_is_typed(site, open_page, typed):
    page = open_page(page_url(site, "tim-kiem"))
    page.fill(BOX, "ly hôn")
    expected = hits(page)
    page.fill(BOX, "")
    page.fill(BOX, typed)
    assert hits(page) == expected
    assert expected[0] == page_url(site, "hoi-dap/ly-hon")


def test_both_tone_positions_find_the_same(served, open_page):
    page = open_page(page_url(served, "tim-kiem") + "?q=ho%C3%A0%20gi%E1%BA%A3i")
    old = hits(page)
    page.goto(page_url(served, "tim-kiem") + "?q=h%C3%B2a%20gi%E1%BA%A3i")
    assert hits(page) == old
    assert old


def test_a_word_that_is_not_finished_finds_already(served, open_page):
    page = open_page(page_url(served, ""))
    page.fill(BOX, "khai si")
    expect(page.locator(OPTIONS).first).to_contain_text("khai sinh", ignore_case=True)


def test_keyboard_slash_arrows_enter_and_escape(site, open_page):
    page = open_page(page_url(site, "cau-chuyen/bo-rao"), width=1280)
    page.keyboard.press("/")
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.type("khai sinh")
    expect(page.locator(OPTIONS).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert page.locator(BOX).get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    target = chosen.get_attribute("href")
    page.keyboard.press("Escape")
    expect(page.locator("[role=listbox]")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(target)


def test_enter_without_a_choice_opens_the_page_of_results(site, open_page):
    page = open_page(page_url(site, ""))
    page.fill(BOX, "đất đai")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/*q=*")
    assert hits(page)
    assert page.locator(BOX).input_value() == "đất đai"


def test_filters_count_and_narrow_and_stand_in_the_address(served, open_page):
    page = open_page(page_url(served, "tim-kiem") + "?q=hòa%20giải")
    everything = hits(page)
    page.select_option("[name=loai]", "question")
    expect(page.locator("[data-search-count]")).not_to_contain_text(f"{len(everything)} kết quả")
    narrowed = hits(page)
    assert 0 < len(narrowed) < len(everything)
    assert all("/hoi-dap/" in hit for hit in narrowed)
    assert "loai=question" in page.url
    page.reload()
    assert hits(page) == narrowed
    label = page.locator("[name=loai] option:checked").inner_text()
    assert label == f"Hỏi đáp ({len(narrowed)})"


def test_snippets_show_the_accents_as_written_and_mark_the_words(site, open_page):
    page = open_page(page_url(site, "tim-kiem") + "?q=hoa%20giai")
    expect(page.locator(".hit__text mark").first).to_have_text("hòa giải", ignore_case=True)


def test_nothing_found_says_what_to_do_next(served, open_page):
    page = open_page(page_url(served, "tim-kiem") + "?q=zzzz")
    expect(page.locator("[data-search-count]")).to_contain_text("Không thấy kết quả nào")
    expect(page.locator("[data-search-empty] a").first).to_be_visible()


@pytest.mark.parametrize(
    "typed", ["+đất -đai", "title:*", "31/2024/QH15:~^*", "<img src=x onerror=alert(1)>", '"', "\\"]
)
def test_signs_are_not_commands(served, open_page, typed):
    page = open_page(page_url(served, "tim-kiem"))
    page.fill(BOX, typed)
    expect(page.locator("[data-search-count]")).to_be_visible()
    assert page.locator("[data-search-results] img").count() == 0


def test_search_bytes_come_only_when_a_reader_turns_to_the_box(served, open_page):
    page = open_page(page_url(served, ""))
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(300)
    assert not [url for url in asked if "/search/" in url]
    page.focus(BOX)
    page.wait_for_function("tusachSearch.engine")
    assert [url for url in asked if "/search/" in url]


def test_a_document_is_found_by_its_number(served, open_page):
    page = open_page(page_url(served, ""))
    page.fill(BOX, "01/2026/qd-ubnd")
    expect(page.locator(OPTIONS).first).to_contain_text("Quyết định mẫu")
