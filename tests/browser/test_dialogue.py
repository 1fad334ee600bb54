"""A dialogue on a phone: its state follows the reader's calendar, its articles lead to their opinions."""

import re
from datetime import datetime

import pytest
from playwright.sync_api import expect
from tests.conftest import SITES, built, copied, hosted, page_url

PAGE = "doi-thoai/doi-thoai-mau"


@pytest.fixture(scope="module")
def early(tmp_path_factory):
    """The address of the site as built before the dialogue opened."""
    site = built(copied(SITES / "every-kind", tmp_path_factory.mktemp("early")), day="2026-11-01")
    with hosted(site) as address:
        yield address


@pytest.mark.parametrize(
    ("day", "state", "more", "open_now"),
    [
        ("2026-11-01", "◷ Chưa mở", ", mở từ ngày 02/11/2026.", False),
        ("2026-11-02", "● Đang lấy ý kiến", ", còn đến hết ngày 20/11/2026.", True),
        ("2026-11-20", "● Đang lấy ý kiến", ", còn đến hết ngày 20/11/2026.", True),
        ("2026-11-21", "◐ Đã đóng, chờ trả lời", ".", False),
        ("2026-11-25", "✓ Đã trả lời", " ngày 25/11/2026.", False),
    ],
)
def test_the_state_is_that_of_the_reader_s_day(early, open_page, day, state, more, open_now):
    page = open_page(page_url(early, PAGE))
    page.clock.set_fixed_time(datetime.fromisoformat(f"{day}T09:00:00"))
    page.reload()
    expect(page.locator(".dialogue__state:visible")).to_have_text(state + more)
    expect(page.get_by_role("link", name="Gửi ý kiến")).to_have_count(int(open_now))
    page.goto(page_url(early, "doi-thoai"))
    expect(page.locator(".card .state:visible")).to_have_text(state)


def test_the_list_is_cut_to_the_dialogues_that_are_open_on_the_reader_s_day(tmp_path, open_page):
    bookcase = copied(SITES / "every-kind", tmp_path)
    first = bookcase / "content/dialogues/doi-thoai-mau.md"
    for rank in (2, 3, 4):
        text = first.read_text(encoding="utf-8").replace("title: Đối thoại mẫu", f"title: Đối thoại {rank}")
        text = text.replace("answered: 2026-11-25\n", "").replace("closes: 2026-11-20", f"closes: 2026-12-0{rank}")
        first.with_name(f"doi-thoai-{rank}.md").write_text(text, encoding="utf-8")
    page = open_page(page_url(f"{built(bookcase, day='2026-11-01').as_uri()}/", "doi-thoai"))
    page.clock.set_fixed_time(datetime.fromisoformat("2026-12-03T09:00:00"))
    page.reload()
    expect(page.get_by_label("Chủ đề").locator("option")).to_have_text(["Mọi chủ đề", "Đất đai"])
    page.get_by_label("Tình trạng").select_option("Đang lấy ý kiến")
    expect(page.locator(".card__title:visible")).to_have_text(["Đối thoại 3", "Đối thoại 4"])
    page.get_by_label("Tình trạng").select_option("Đã trả lời")
    expect(page.locator(".card__title:visible")).to_have_text(["Đối thoại mẫu"])


def test_an_opinion_is_sent_by_the_page_that_composes_questions(early, open_page):
    page = open_page(page_url(early, PAGE))
    page.clock.set_fixed_time(datetime.fromisoformat("2026-11-10T09:00:00"))
    page.reload()
    link = page.get_by_role("link", name="Gửi ý kiến")
    assert link.bounding_box()["height"] >= 44
    link.click()
    expect(page).to_have_url(re.compile(rf"/gui-cau-hoi/\?tu={PAGE}$"))


def test_without_scripts_the_state_is_that_of_the_build_with_its_day(early, open_page):
    page = open_page(page_url(early, PAGE), java_script_enabled=False)
    expect(page.locator(".dialogue__state:visible")).to_have_count(1)
    # The letters as they are drawn: Playwright's own reading leaves `noscript` out.
    drawn = page.locator(".dialogue__state:visible").inner_text()
    assert drawn == "◷ Chưa mở, mở từ ngày 02/11/2026. Tính đến ngày 01/11/2026."
    expect(page.get_by_text("Từ ngày 02/11/2026 đến hết ngày 20/11/2026")).to_be_visible()
    expect(page.get_by_role("link", name="Gửi ý kiến")).to_be_visible()


def test_articles_count_their_opinions_and_lead_to_them(site, open_page):
    page = open_page(page_url(site, PAGE))
    box = page.get_by_role("region", name="Về buổi đối thoại này")
    expect(box).to_contain_text("3 ý kiến, 2 đã trả lời")
    first = box.locator("li").first
    expect(first).to_contain_text("2 ý kiến, 1 đã trả lời")
    assert first.get_by_role("link").bounding_box()["height"] >= 44
    first.get_by_role("link", name="Điều 1. Giờ họp chợ thử").click()
    expect(page.locator("#dieu-1-gio-hop-cho-thu")).to_be_in_viewport()
    assert box.get_by_role("link", name="du-thao-thu.pdf").bounding_box()["height"] >= 44


def test_answered_and_unanswered_opinions_differ_by_word_and_by_shape(served, open_page):
    page = open_page(page_url(served, PAGE))
    shape = "one => { const s = getComputedStyle(one, '::before'); return [s.width, s.borderRadius, s.transform]; }"
    answered, waiting = page.locator(".opinion__state--answered").first, page.locator(".opinion__state--open")
    expect(answered).to_have_text("Đã trả lời")
    expect(waiting).to_have_text("Chưa trả lời")
    assert answered.evaluate(shape) != waiting.evaluate(shape)
    expect(page.locator(".reply a.cited")).to_have_text("Điều 4 Quyết định số 01/2026/QĐ-UBND")


def test_the_draft_can_be_fetched(served, open_page):
    page = open_page(page_url(served, PAGE))
    answer = page.request.get(page.get_by_role("link", name="du-thao-thu.pdf").evaluate("link => link.href"))
    assert answer.body().startswith(b"%PDF")
