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
    page.click("[data-copy='#sms-khong-dau']")
    page.locator("[data-toast]", has_text="Đã chép").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#sms-khong-dau").input_value() != ""


def test_nothing_runs_sideways_and_everyone_can_use_it(open_page, served):
    page = open_page(page_url(served, ADDRESS))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_without_scripts_the_texts_are_there(open_page, served):
    page = open_page(page_url(served, ADDRESS), java_script_enabled=False)
    assert "https://example.org/thu/hoi-dap/ly-hon/" in page.locator("#bai-zalo").input_value()
    assert page.locator("[data-copy]").first.is_hidden()
