"""A long law in the hand: find an Điều, fold a chapter, copy a citation, understand a term."""

import pytest
from playwright.sync_api import expect
from tests.conftest import page_url, until

LAW = "van-ban/01-2026-qd-ubnd"


@pytest.fixture
def law(site, open_page):
    return lambda anchor="", **options: open_page(page_url(site, LAW + anchor), **options)


def test_typing_a_number_and_enter_goes_to_the_điều(law):
    page = law(width=1280)
    page.fill("[data-contents-find]", "2")
    page.keyboard.press("Enter")
    until(page, "location.hash === '#dieu-2'")
    expect(page.locator("#dieu-2")).to_be_in_viewport()


def test_a_citation_typed_without_accents_goes_to_its_khoản(law):
    page = law(width=1280)
    page.fill("[data-contents-find]", "khoan 2 dieu 1")
    page.keyboard.press("Enter")
    until(page, "location.hash === '#dieu-1-khoan-2'")


def test_the_contents_are_filtered_without_accents(law):
    page = law()
    page.click("[data-contents-open]")
    page.fill("[data-contents-find]", "hieu luc")
    expect(page.locator("[data-contents] li:visible a", has_text="Hiệu lực")).to_be_visible()
    expect(page.locator("[data-contents] a:visible", has_text="chèn thêm")).to_have_count(0)


def test_a_citation_is_copied_in_the_written_order(served, open_page):
    page = open_page(page_url(served, LAW), permissions=["clipboard-read", "clipboard-write"])
    page.click("#dieu-1-khoan-2-diem-dd .unit")
    expect(page.locator(".cite p")).to_have_text("điểm đ khoản 2 Điều 1 Quyết định mẫu số 01/2026/QĐ-UBND")
    page.click(".cite >> text=Chép trích dẫn")
    assert page.evaluate("navigator.clipboard.readText()") == "điểm đ khoản 2 Điều 1 Quyết định mẫu số 01/2026/QĐ-UBND"
    page.click("#dieu-1-khoan-1 .unit")
    page.click(".cite >> text=Chép liên kết")
    assert page.evaluate("navigator.clipboard.readText()") == page_url(served, LAW + "#dieu-1-khoan-1")


def test_a_folded_chapter_opens_when_a_link_points_into_it(law):
    page = law("#dieu-4")
    page.click(".part__fold >> nth=0")
    expect(page.locator("#dieu-1")).not_to_be_in_viewport()
    assert page.locator(".part__fold >> nth=0").get_attribute("aria-expanded") == "false"
    page.evaluate("location.hash = '#dieu-1-khoan-2'")
    expect(page.locator("#dieu-1-khoan-2")).to_be_in_viewport()
    assert page.locator(".part__fold >> nth=0").get_attribute("aria-expanded") == "true"


def test_a_term_explains_itself_on_hover_focus_and_escape(law):
    page = law(width=1280)
    term = page.locator("#dieu-4 ~ * a.term, .part a.term").first
    term.hover()
    expect(page.locator("[role=tooltip]")).to_have_text("Chợ phiên là chợ họp theo ngày nhất định.")
    page.keyboard.press("Escape")
    expect(page.locator("[role=tooltip]")).to_be_hidden()
    term.focus()
    expect(page.locator("[role=tooltip]")).to_be_visible()
    assert term.get_attribute("aria-describedby") == page.locator("[role=tooltip]").get_attribute("id")


def test_a_first_tap_explains_and_a_second_goes_there(served, open_page):
    page = open_page(page_url(served, LAW), has_touch=True)
    term = page.locator(".part a.term").first
    term.tap()
    expect(page.locator("[role=tooltip]")).to_be_visible()
    assert "#" not in page.url
    term.tap()
    until(page, "location.hash === '#dieu-3-khoan-1'")


def test_a_handbook_explains_the_terms_of_the_law_it_names(site, open_page):
    page = open_page(page_url(site, "so-tay/so-tay-mau/tiep-theo"), width=1280)
    page.locator("a.term").first.hover()
    expect(page.locator("[role=tooltip]")).to_contain_text("chợ họp theo ngày nhất định")
    expect(page.locator(".glossary dt")).to_have_text(["Chợ phiên"])
    page.click(".glossary dd a")
    expect(page.locator("#dieu-3-khoan-1")).to_be_in_viewport()


def test_documents_are_listed_by_type_issuer_and_place(site, open_page):
    page = open_page(page_url(site, "van-ban"))
    page.click("text=Văn bản địa phương")
    expect(page.locator(".card")).to_have_count(1)
    page.go_back()
    page.click(".chips >> text=Quyết định")
    expect(page.locator("h1")).to_have_text("Quyết định")
    page.go_back()
    page.click(".chips >> text=Ủy ban nhân dân tỉnh Mẫu")
    expect(page.locator(".card")).to_have_count(1)


@pytest.mark.parametrize("fragment", ["%", "%E0%A4%A", "dieu-1%", "%00"])
def test_a_fragment_that_cannot_be_decoded_is_no_fault(site, open_page, fragment):
    page = open_page(page_url(site, "van-ban/01-2026-qd-ubnd") + f"?h=khoan#{fragment}")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".found-bar")).to_be_visible()
