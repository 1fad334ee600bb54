"""A quiz is played on the page, over http and from a disk, and tells nobody."""

import io

import pypdf
import pytest
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
    expect(first.locator(".quiz__verdict")).to_have_text("✕ Chưa đúng")
    expect(first.locator("blockquote a.cited")).to_be_visible()
    boxes = second.get_by_role("checkbox")
    boxes.nth(0).focus()
    page.keyboard.press("Space")
    boxes.nth(2).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(second.locator(".quiz__verdict")).to_have_text("✓ Đúng")
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


CONTRAST = """element => {
  const light = text => {
    const [r, g, b] = text.match(/[\\d.]+/g).slice(0, 3).map(one => one / 255)
      .map(one => one <= .03928 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  let below = element.tagName === "INPUT" ? element.parentElement : element, opacity = 1;
  for (let up = element; up; up = up.parentElement) opacity *= getComputedStyle(up).opacity;
  while (/rgba\\(.*, 0\\)/.test(getComputedStyle(below).backgroundColor)) below = below.parentElement;
  const look = getComputedStyle(element);
  const pair = [light(element.tagName === "INPUT" ? look.borderTopColor : look.color), light(getComputedStyle(below).backgroundColor)].sort((a, b) => b - a);
  return opacity < 1 ? 0 : (pair[0] + .05) / (pair[1] + .05);
}"""


def answer(page, number, *choices):
    question = page.locator(".quiz__question").nth(number)
    for choice in choices:
        question.locator("input").nth(choice).check()
    question.get_by_role("button", name="Trả lời").click()
    return question


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_was_answered_stays_readable_and_is_judged_in_words(open_page, site, theme):
    page = open_page(page_url(site, "thi-tim-hieu/thi-mau"), color_scheme=theme)
    first, second = answer(page, 0, 0), answer(page, 1, 0, 2)
    assert [mark.inner_text() for mark in first.locator(".quiz__mark").all()] == [
        "✕ Bạn chọn, chưa đúng",
        "✓ Đáp án đúng",
    ]
    assert [mark.inner_text() for mark in second.locator(".quiz__mark").all()] == ["✓ Bạn chọn đúng"] * 2
    for seen in page.locator(".quiz__form :is(input, label, label span, .quiz__mark, legend, .quiz__verdict)").all():
        if seen.is_visible():
            assert seen.evaluate(CONTRAST) >= 7, seen.evaluate("one => one.outerHTML")


def test_the_verdict_is_said_once_and_the_keyboard_goes_on_from_it(open_page, site):
    page = open_page(page_url(site, "thi-tim-hieu/thi-mau"))
    first = page.locator(".quiz__question").nth(0)
    first.get_by_role("button", name="Trả lời").click()
    expect(first.get_by_role("status")).to_have_text("Hãy chọn một phương án rồi bấm Trả lời.")
    answer(page, 0, 1)
    expect(first.locator(".quiz__verdict")).to_be_focused()
    expect(first.get_by_role("status")).to_have_text("")
    assert first.locator(".quiz__verdict").get_attribute("role") is None
    assert page.locator("[data-quiz-score]").get_attribute("aria-live") == "off"
    page.keyboard.press("Tab")
    expect(first.locator("summary")).to_be_focused()
    answer(page, 1, 0)
    assert page.locator("[data-quiz-score]").get_attribute("aria-live") == "polite"
    page.get_by_role("button", name="Làm lại").click()
    expect(first.locator("input").nth(0)).to_be_focused()
    assert page.locator(".quiz__mark, .quiz__choice--right, .quiz__choice--wrong").count() == 0


@pytest.mark.parametrize("scripts", [True, False])
def test_printed_from_the_browser_it_is_a_sheet_to_fill_in(open_page, site, scripts):
    page = open_page(page_url(site, "thi-tim-hieu/thi-mau"), java_script_enabled=scripts)
    if scripts:
        answer(page, 0, 0)
    text = " ".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(page.pdf())).pages)
    assert text.count("B. Phương án phải chọn") == 1
    assert "Căn cứ" not in text
    assert "Đáp án:" not in text
    assert "chưa đúng" not in text
    assert "Đáp án và căn cứ nằm" in text
    page.emulate_media(media="print")
    option = page.locator(".quiz__options li").nth(0)
    assert option.is_visible()
    box = "getComputedStyle(document.querySelector('.quiz__options li'), '::before').borderTopWidth"
    assert float(page.evaluate(box).removesuffix("px")) >= 1
