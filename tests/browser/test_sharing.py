"""The page of sharing on a phone: it copies, fits, and calls nobody."""

from axe_playwright_python.sync_playwright import Axe
from tests.conftest import page_url

ADDRESS = "hoi-dap/ly-hon/chia-se"


def test_a_publication_leads_to_its_kit(open_page, site):
    page = open_page(page_url(site, "hoi-dap/ly-hon"))
    page.click("text=Bộ chia sẻ")
    page.wait_for_load_state()
    assert page.locator("h1").inner_text().startswith("Chia sẻ:")


def test_a_button_copies_the_text_and_says_so(open_page, served):
    page = open_page(page_url(served, ADDRESS), permissions=["clipboard-read", "clipboard-write"])
    page.click("[data-copy='#_sms-khong-dau']")
    page.locator("[data-toast]", has_text="Đã chép").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#_sms-khong-dau").input_value() != ""


def test_nothing_runs_sideways_and_everyone_can_use_it(open_page, served):
    page = open_page(page_url(served, ADDRESS))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_without_scripts_the_texts_are_there(open_page, served):
    page = open_page(page_url(served, ADDRESS), java_script_enabled=False)
    assert "https://example.org/thu/hoi-dap/ly-hon/" in page.locator("#_bai-zalo").input_value()
    assert page.locator("[data-copy]").first.is_hidden()


def test_the_app_of_the_phone_is_given_the_publication_and_not_the_page_of_sharing(open_page, site):
    page = open_page(page_url(site, ADDRESS))
    page.evaluate("navigator.share = given => { window.given = given; return Promise.resolve(); }")
    page.click("text=Chia sẻ bằng ứng dụng trên máy")
    given = page.evaluate("given")
    assert given["title"] == page.locator("h1").inner_text().removeprefix("Chia sẻ: ")
    # From a disk the address on the web, elsewhere that of the site that is read.
    root = "https://example.org/thu/" if site.startswith("file:") else site
    assert given["url"] == f"{root}hoi-dap/ly-hon/"


def test_printed_it_holds_the_whole_script_and_no_buttons(open_page, served):
    page = open_page(page_url(served, ADDRESS))
    page.emulate_media(media="print")
    script = page.locator(".script").evaluate("one => [one.scrollHeight, one.clientHeight]")
    assert script[0] <= script[1] + 1
    assert page.locator(".share .button:visible, .share audio:visible").count() == 0


def test_what_has_changed_in_the_law_is_told_before_anything_is_shared(open_page, changing):
    page = open_page(page_url(changing, "hoi-dap/gio-cho/chia-se"))
    assert "Điều 4 Luật Chợ số 1/2020/QH14 bị bãi bỏ từ ngày 01/07/2026" in page.locator(".alert").inner_text()
    for text in ("#_bai-zalo", "#_bai-facebook"):
        assert "LƯU Ý trước khi dùng bài này: Khoản 2 Điều 3 Luật Chợ" in page.locator(text).input_value()
