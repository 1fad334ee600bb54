"""What is in force, as a reader meets it: previews, banners that follow the calendar, the new wording beside the old."""

from datetime import datetime

from playwright.sync_api import expect
from tests.conftest import page_url

LAW = "van-ban/1-2020-qh14"
QUESTION = "hoi-dap/gio-cho"


def test_a_cited_provision_shows_itself_on_hover_with_its_state(changing, open_page):
    page = open_page(page_url(changing, QUESTION), width=1280, height=900)
    link = page.locator(".answer a.cited")
    link.hover()
    preview = page.locator("[role=tooltip]")
    expect(preview).to_contain_text("Khoản 2 Điều 3 Luật Chợ số 1/2020/QH14")
    expect(preview).to_contain_text("Chợ đóng cửa lúc mười bảy giờ")
    expect(preview).to_contain_text("b) Ngày lễ.")
    expect(preview).to_contain_text("được sửa đổi, bổ sung từ ngày 01/07/2026")
    expect(preview).to_contain_text("Chưa rõ")
    page.mouse.move(5, 5)
    expect(preview).to_be_hidden()


def test_it_shows_on_focus_and_goes_with_escape(changing, open_page):
    page = open_page(page_url(changing, QUESTION), width=1280, height=900)
    link = page.locator(".answer a.cited")
    link.focus()
    expect(page.locator("[role=tooltip]")).to_be_visible()
    assert link.get_attribute("aria-describedby") == page.locator("[role=tooltip]").get_attribute("id")
    page.keyboard.press("Escape")
    expect(page.locator("[role=tooltip]")).to_be_hidden()


def test_a_tap_opens_a_sheet_with_a_way_on_and_a_way_back(changing, open_page):
    page = open_page(page_url(changing, QUESTION), has_touch=True)
    page.locator(".answer a.cited").tap()
    sheet = page.locator("[role=dialog]")
    expect(sheet).to_contain_text("Chợ đóng cửa lúc mười bảy giờ")
    assert sheet.bounding_box()["width"] == 360
    sheet.get_by_role("button", name="Đóng").tap()
    expect(page.locator(".bubble")).to_be_hidden()
    page.locator(".answer a.cited").tap()
    sheet.get_by_role("link", name="Mở trang này").tap()
    expect(page.locator("#dieu-3-khoan-2")).to_be_in_viewport()


def test_words_that_cite_several_khoan_show_them_all(changing, open_page):
    page = open_page(page_url(changing, QUESTION), width=1280, height=900)
    page.get_by_role("link", name="khoản 1 và khoản 2 Điều 2 Luật Chợ").hover()
    preview = page.locator("[role=tooltip]")
    expect(preview).to_contain_text("1. Chợ họp ở nơi xã chọn")
    expect(preview).to_contain_text("2. Nơi họp có nước sạch.")


def test_in_a_law_its_own_provisions_show_from_the_page_itself(changing, open_page):
    page = open_page(page_url(changing, LAW), width=1280, height=900)
    page.locator("#dieu-2-khoan-1 a.cited").hover()
    preview = page.locator("[role=tooltip]")
    expect(preview).to_contain_text("Điều 3")
    expect(preview).to_contain_text("Chợ mở cửa lúc sáu giờ")
    expect(preview).to_contain_text("Chợ đóng cửa lúc mười chín giờ")


def test_the_new_wording_stands_beside_the_old_with_its_day_and_source(changing, open_page):
    page = open_page(page_url(changing, LAW), width=1280, height=900)
    columns = page.locator(".versions:has(#dieu-3-khoan-2)")
    expect(columns.locator(".versions__old")).to_contain_text("Đến hết ngày 30/06/2026")
    expect(columns.locator(".versions__old")).to_contain_text("b) Ngày lễ.")
    expect(columns.locator(".versions__new")).to_contain_text("Từ ngày 01/07/2026, theo khoản 1 Điều 1")
    expect(columns.locator(".versions__new")).to_contain_text("Chợ đóng cửa lúc mười chín giờ")
    old, new = columns.locator(".versions__old").bounding_box(), columns.locator(".versions__new").bounding_box()
    assert old["y"] == new["y"]
    columns.locator(".versions__new a").first.click()
    expect(page.locator("#dieu-1-khoan-1")).to_be_in_viewport()


def test_repeals_additions_and_exchanged_words_are_told_at_their_place(changing, open_page):
    page = open_page(page_url(changing, LAW))
    notes = page.locator(".changes")
    expect(notes.filter(has_text="Điều 4 bị bãi bỏ từ ngày 01/07/2026")).to_have_count(1)
    added = notes.filter(has_text="Điều 3a được bổ sung từ ngày 01/07/2026")
    added.locator("summary").click()
    expect(added).to_contain_text("Xã thắp đèn đến khi chợ đóng cửa.")
    words = notes.filter(has_text="Điều 1 được thay, bỏ hoặc thêm cụm từ")
    words.locator("summary").click()
    expect(words).to_contain_text("Thay thế cụm từ “lịch họp” bằng cụm từ “giờ họp”")


def test_each_article_lists_what_explains_it_and_what_cites_it(changing, open_page):
    page = open_page(page_url(changing, LAW))
    about = page.locator("#dieu-3 ~ .about").first
    expect(about).to_contain_text("Giải thích điều này")
    about.locator("summary").click()
    expect(about.get_by_role("link", name="Điều 2", exact=True)).to_be_visible()
    about.get_by_role("link", name="Chợ đóng cửa lúc mấy giờ").click()
    expect(page.locator("h1")).to_have_text("Chợ đóng cửa lúc mấy giờ")


def test_a_text_on_changed_law_warns_its_reader(changing, open_page):
    page = open_page(page_url(changing, QUESTION))
    alert = page.locator(".alert")
    expect(alert.locator("li")).to_have_count(3)
    expect(alert).to_contain_text("Điều 4 Luật Chợ số 1/2020/QH14 bị bãi bỏ từ ngày 01/07/2026")
    alert.get_by_role("link", name="Đọc chỗ sửa").first.click()
    expect(page.locator("#dieu-1-khoan-1")).to_be_in_viewport()
    assert open_page(page_url(changing, "hoi-dap/gio-moi")).locator(".alert").count() == 0


def on(page, day):
    page.clock.set_fixed_time(datetime.fromisoformat(day))
    page.reload()


def test_a_page_built_before_a_day_tells_the_truth_on_that_day(changing, open_page):
    page = open_page(page_url(changing, "van-ban/3-2026-qh16"))
    claim = page.locator(".claim")
    on(page, "2026-12-31T09:00:00")
    expect(claim.locator(".state:visible")).to_have_text("◷ Chưa có hiệu lực")
    on(page, "2027-01-01T09:00:00")
    expect(claim.locator(".state:visible")).to_have_text("? Chưa rõ")
    page.goto(page_url(changing, "van-ban/4-2010-qh12"))
    expect(claim.locator(".state:visible")).to_have_text("✕ Hết hiệu lực toàn bộ")
    expect(claim).to_contain_text("theo khoản 2 Điều 2 Luật Bến số 3/2026/QH16")
    page.goto(page_url(changing, "hoi-dap/qua-do"))
    expect(page.locator(".alert").get_by_text("chưa có hiệu lực")).to_be_hidden()


def test_a_document_off_the_shelf_is_looked_up_by_its_number(changing, open_page):
    page = open_page(page_url(changing, QUESTION))
    link = page.get_by_role("link", name="Nghị định số 8/2026/NĐ-CP")
    assert link.get_attribute("href") == "https://vbpl.vn/van-ban/trung-uong?keyword=8%2F2026%2FN%C4%90-CP"


def test_without_javascript_notes_are_there_and_citations_are_links(changing, chromium):
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(page_url(changing, LAW))
    expect(page.get_by_text("Điều 4 bị bãi bỏ từ ngày")).to_be_visible()
    expect(page.locator("#dieu-2-khoan-1 a.cited")).to_have_attribute("href", "#dieu-3")
