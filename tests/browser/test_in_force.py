"""What is in force, as a reader meets it: previews, banners that follow the calendar, the new wording beside the old."""

import re
from datetime import datetime

import pytest
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
    expect(preview).to_contain_text("Chợ đóng cửa lúc mười chín giờ")
    expect(preview).not_to_contain_text("mười bảy giờ")
    expect(preview).to_contain_text("được sửa đổi, bổ sung từ ngày 01/07/2026, theo khoản 1 Điều 1")
    expect(preview).to_contain_text("Chưa rõ: Văn bản hết hiệu lực một phần")
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
    expect(sheet).to_contain_text("Chợ đóng cửa lúc mười chín giờ")
    assert sheet.bounding_box()["width"] == 360
    sheet.get_by_role("button", name="Đóng").tap()
    expect(page.locator(".bubble")).to_be_hidden()
    page.locator(".answer a.cited").tap()
    sheet.get_by_role("link", name="Đọc tại văn bản").tap()
    expect(page.locator("#dieu-3-khoan-2")).to_be_in_viewport()


def test_words_that_cite_several_khoan_show_them_all(changing, open_page):
    page = open_page(page_url(changing, QUESTION), width=1280, height=900)
    page.get_by_role("link", name="khoản 1 và khoản 2 Điều 2 Luật Chợ").hover()
    preview = page.locator("[role=tooltip]")
    expect(preview).to_contain_text("1. Chợ họp ở nơi xã chọn")
    expect(preview).to_contain_text("2. Nơi họp có nước sạch.")
    expect(preview).to_contain_text("được sửa đổi, bổ sung từ ngày 01/01/2027")


def test_in_a_law_its_own_provisions_show_from_the_page_itself(changing, open_page):
    page = open_page(page_url(changing, LAW), width=1280, height=900)
    page.locator("#dieu-2-khoan-1 a.cited").hover()
    preview = page.locator("[role=tooltip]")
    expect(preview).to_contain_text("Điều 3")
    expect(preview).to_contain_text("Chợ mở cửa lúc sáu giờ")
    expect(preview).to_contain_text("Chợ đóng cửa lúc mười chín giờ")
    expect(preview).not_to_contain_text("mười bảy giờ")


def test_the_new_wording_stands_beside_the_old_with_its_day_and_source(changing, open_page):
    page = open_page(page_url(changing, LAW), width=1280, height=900)
    group = page.locator(".versions:has(#dieu-3-khoan-2)")
    now, old = group.locator(".versions__now"), group.locator(".versions__old")
    expect(now).to_contain_text("Từ ngày 01/07/2026, theo khoản 1 Điều 1")
    expect(now).to_contain_text("Chợ đóng cửa lúc mười chín giờ")
    expect(old).to_contain_text("đến hết ngày 30/06/2026")
    expect(old.get_by_text("b) Ngày lễ.")).to_be_visible()
    assert old.bounding_box()["y"] == now.bounding_box()["y"]
    now.locator("a").first.click()
    expect(page.locator("#dieu-1-khoan-1")).to_be_in_viewport()


def test_on_a_phone_the_wording_in_force_comes_first_and_a_link_lands_on_it(changing, open_page):
    page = open_page(page_url(changing, f"{LAW}#dieu-3-khoan-2"))
    expect(page.locator("#dieu-3-khoan-2")).to_be_in_viewport()
    expect(page.locator("#dieu-3-khoan-2")).to_contain_text("mười chín giờ")
    expect(page.get_by_text("mười bảy giờ")).to_be_hidden()
    page.get_by_text("Nội dung cũ, đến hết ngày 30/06/2026").click()
    expect(page.get_by_text("mười bảy giờ")).to_be_visible()


def test_a_wording_to_come_stands_after_the_one_in_force(changing, open_page):
    page = open_page(page_url(changing, LAW))
    group = page.locator(".versions:has(#dieu-2-khoan-2)")
    expect(group.locator(".versions__now")).to_contain_text("Đang áp dụng đến hết ngày 31/12/2026")
    expect(group.locator(".versions__next")).to_contain_text("Từ ngày 01/01/2027")
    expect(group.locator(".versions__next")).to_contain_text("nhà vệ sinh")


def test_repeals_additions_and_exchanged_words_are_told_at_their_place(changing, open_page):
    page = open_page(page_url(changing, f"{LAW}#dieu-3a"))
    expect(page.locator("#dieu-3a")).to_be_in_viewport()
    added = page.locator(".added:has(#dieu-3a)")
    expect(added).to_contain_text("Bổ sung từ ngày 01/07/2026")
    expect(added).to_contain_text("Xã thắp đèn đến khi chợ đóng cửa.")
    notes = page.locator(".changes")
    expect(notes.filter(has_text="Điều 4 bị bãi bỏ, từ ngày 01/07/2026")).to_have_count(1)
    expect(page.locator("#dieu-4")).to_have_class(re.compile("gone"))
    words = notes.filter(has_text="Điều 1 được thay, bỏ hoặc thêm cụm từ")
    words.locator("summary").click()
    expect(words).to_contain_text("Thay thế cụm từ “lịch họp” bằng cụm từ “giờ họp”")


def test_each_article_lists_what_explains_it_and_what_cites_it(changing, open_page):
    page = open_page(page_url(changing, LAW))
    about = page.locator("#dieu-3 ~ .extra .about").first
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
    alert.get_by_role("link", name="Đọc tại văn bản").first.click()
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
    page.goto(page_url(changing, "van-ban"))
    page.select_option("[name=state]", "repealed")
    expect(page.locator(".card:visible")).to_have_count(1)


def test_a_document_off_the_shelf_is_looked_up_by_its_number(changing, open_page):
    page = open_page(page_url(changing, QUESTION))
    link = page.get_by_role("link", name="Nghị định số 8/2026/NĐ-CP")
    assert link.get_attribute("href") == "https://vbpl.vn/van-ban/trung-uong?keyword=8%2F2026%2FN%C4%90-CP"


def test_without_javascript_notes_are_there_and_citations_are_links(changing, chromium):
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(page_url(changing, LAW))
    expect(page.get_by_text("Điều 4 bị bãi bỏ, từ ngày")).to_be_visible()
    expect(page.locator("#dieu-3-khoan-2")).to_contain_text("mười chín giờ")
    expect(page.locator("#dieu-2-khoan-1 a.cited")).to_have_attribute("href", "#dieu-3")


def test_a_first_tap_opens_the_sheet_wherever_the_link_stands(changing, open_page):
    page = open_page(page_url(changing, QUESTION), has_touch=True)
    for link in page.locator(".body a.cited").all():
        link.scroll_into_view_if_needed()
        page.evaluate("link => scrollBy(0, link.getBoundingClientRect().top - innerHeight / 2)", link.element_handle())
        at = link.evaluate("link => { const line = link.getClientRects()[0]; return [line.x + 8, line.y + 8]; }")
        page.touchscreen.tap(*at)
        expect(page.locator("[role=dialog]")).to_be_visible()
        page.touchscreen.tap(180, 60)
        expect(page.locator(".bubble")).to_be_hidden()


def test_the_preview_never_covers_its_link(changing, open_page):
    page = open_page(page_url(changing, QUESTION), width=1280, height=420)
    for link in page.locator("article .body a.cited").all():
        page.evaluate("link => scrollBy(0, link.getBoundingClientRect().top - innerHeight / 2)", link.element_handle())
        link.hover()
        expect(page.locator("[role=tooltip]")).to_be_visible()
        at, over = link.bounding_box(), page.locator(".bubble").bounding_box()
        assert over["y"] >= at["y"] + at["height"] or over["y"] + over["height"] <= at["y"]
        page.keyboard.press("Escape")


def test_notes_previews_and_alerts_are_accessible_by_day_and_by_night(changing, open_page):
    from axe_playwright_python.sync_playwright import Axe

    if changing.startswith("file:"):
        pytest.skip("axe reads style sheets by request, which a page from a disk may not")
    for address in (LAW, QUESTION):
        page = open_page(page_url(changing, address), width=1280, height=900)
        page.locator("a.cited").first.focus()
        expect(page.locator("[role=tooltip]")).to_be_visible()
        for theme in ("light", "dark"):
            page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
            page.wait_for_timeout(400)  # the links' own change of colour
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
