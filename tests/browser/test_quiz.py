"""A quiz is played on the page, over http and from a disk, and tells nobody."""

from playwright.sync_api import expect
from tests.conftest import page_url


def test_a_quiz_is_played_to_its_score_and_again(open_page, site):
    page = open_page(page_url(site, "thi-tim-hieu/thi-mau"))
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    first, second = page.locator(".quiz__question").all()
    expect(first.locator(".quiz__answer")).to_be_hidden()
    first.get_by_role("radio").nth(0).check()
    first.get_by_role("button", name="Trả lời").click()
    expect(first.get_by_role("status")).to_have_text("✕ Chưa đúng")
    expect(first.locator("blockquote a.cited")).to_be_visible()
    boxes = second.get_by_role("checkbox")
    boxes.nth(0).focus()
    page.keyboard.press("Space")
    boxes.nth(2).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(second.get_by_role("status")).to_have_text("✓ Đúng")
    expect(page.locator("[data-quiz-score]")).to_have_text("Bạn đúng 1 trên 2 câu")
    # The browser fetches the icon of the tab when it likes.
    assert [url for url in asked if not url.endswith("icon.svg")] == []
    assert [one for one in asked if not one.endswith("/icon.svg")] == []
    assert page.evaluate("Object.values(localStorage).join().includes('cau-')") is False
    page.get_by_role("button", name="Làm lại").click()
    expect(page.locator("[data-quiz-score]")).to_have_text("Đã trả lời 0/2 câu")
    expect(first.locator(".quiz__answer")).to_be_hidden()


def test_without_scripts_the_answers_can_be_opened(open_page, site):
    page = open_page(page_url(site, "thi-tim-hieu/thi-mau"), java_script_enabled=False)
    first = page.locator(".quiz__question").nth(0)
    expect(first.locator("li").nth(1)).to_have_text("B. Phương án phải chọn")
    expect(first.get_by_text("Đáp án: B")).to_be_hidden()
    first.get_by_text("Xem đáp án").click()
    expect(first.get_by_text("Đáp án: B")).to_be_visible()
