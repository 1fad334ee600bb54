"""A lecture in the browser: its film with captions from the page itself, its slides turned by keys, both without a network."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from tests.conftest import page_url

LECTURE = "bai-giang/bai-giang-mau"
SLIDES = f"{LECTURE}/trinh-chieu"


def test_a_chapter_plays_from_its_moment_and_the_sentence_being_said_is_marked(every_kind, open_page):
    # The plain server of these tests cannot start in the middle of a file; the real one has its own test.
    page = open_page(page_url(f"{every_kind.as_uri()}/", LECTURE))
    assert page.evaluate("[...document.querySelector('video').textTracks].map(t => [t.mode, t.cues.length])") == [
        ["showing", 4]
    ]
    page.evaluate("document.querySelector('video').muted = true")
    page.click("text=Nghỉ & câu hỏi >> nth=0")
    page.wait_for_function("document.querySelector('video').currentTime >= 4")
    expect(page.locator(".cue--now")).to_have_text("Bây giờ là mấy giờ?")
    page.click(".cue >> nth=0")
    page.wait_for_function("document.querySelector('video').currentTime < 2")
    page.get_by_label("Phát từ 0:04").click()
    page.wait_for_function("document.querySelector('video').currentTime >= 4")


def test_nothing_of_the_film_is_fetched_before_it_is_asked_for(served, chromium):
    page = chromium.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_url(served, LECTURE))
    page.wait_for_timeout(500)
    assert not [url for url in asked if url.endswith((".webm", ".vtt"))]
    page.close()


def test_without_scripts_the_chapters_lead_to_the_words(site, open_page):
    page = open_page(page_url(site, LECTURE), java_script_enabled=False)
    page.click("text=Nghỉ & câu hỏi >> nth=0")
    assert page.url.endswith("#chuong-2")
    assert page.locator("#chuong-2").is_visible()


def test_slides_are_turned_by_keys_and_by_buttons_and_the_speaker_s_words_stand_below(site, open_page):
    page = open_page(page_url(site, SLIDES), width=1280, height=800)
    count, heading = page.locator("[data-deck-count]"), page.locator(".slides > section.present h2")
    expect(count).to_have_text("1/6")
    page.keyboard.press("ArrowRight")
    expect(heading).to_have_text("Mục tiêu")
    page.get_by_role("button", name="Trang sau").click()
    expect(heading).to_have_text("Phần 1")
    assert page.locator("[data-deck-notes]").is_hidden()
    page.get_by_role("button", name="Lời giảng").click()
    expect(page.locator("[data-deck-notes]")).to_have_text("chào các em.")
    page.keyboard.press("ArrowRight")
    expect(heading).to_have_text("Phần 1 (tiếp)")
    expect(page.locator("[data-deck-notes]")).to_have_text("chào các em.")
    page.wait_for_url("**#/4")
    page.reload()
    expect(count).to_have_text("4/6")
    page.click("text=Về bài giảng")
    assert page.locator("h1").inner_text() == "Bài giảng mẫu"


def test_no_word_of_the_slides_is_english(site, open_page):
    page = open_page(page_url(site, SLIDES), width=1280, height=800)
    expect(page.locator("[data-deck-count]")).to_have_text("1/6")
    for key in ("?", "g", "b", ".", "o", "Escape", "s"):
        page.keyboard.press(key)
    said = page.evaluate(
        "[...document.querySelectorAll('[aria-label], [title]')].map(e => e.ariaLabel || e.title).join(' ') + document.body.innerText"
    )
    assert not [word for word in ("slide", "Resume", "Help", "Jump", "notes", "Speaker") if word in said]


@pytest.mark.parametrize("width", [360, 1280])
def test_a_slide_fits_its_screen(site, open_page, width):
    page = open_page(page_url(site, SLIDES + "#/3"), width=width, height=740)
    expect(page.locator("[data-deck-count]")).to_have_text("3/6")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    letters = page.evaluate(
        "(e => e.getBoundingClientRect().height / e.getClientRects().length)(document.querySelector('.present li a'))"
    )
    assert letters >= 16


@pytest.mark.parametrize("width", [360, 1280])
def test_without_scripts_the_slides_stand_below_each_other(site, open_page, width):
    page = open_page(page_url(site, SLIDES), width=width, java_script_enabled=False)
    tops = [box["y"] for box in (one.bounding_box() for one in page.locator(".slides > section").all())]
    assert len(tops) == 6
    assert tops == sorted(set(tops))
    assert page.locator("text=chào các em.").is_visible()
    assert page.locator("[data-deck-tools]").is_hidden()


def test_accessibility_rules_find_nothing_in_slides(served, open_page):
    page = open_page(page_url(served, SLIDES), width=1280, height=800)
    expect(page.locator("[data-deck-count]")).to_have_text("1/6")
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(page, options=rules)
    assert found.response["violations"] == [], found.generate_report()
