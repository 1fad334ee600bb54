"""Search as people use it: with and without accents, by keyboard, by finger, over http and from a disk."""

import re
import unicodedata
from datetime import date
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from tests.conftest import BOXED, page_url, short_answers, until

from tusach.outputs.search import SearchReader

BOX = "#_tim"
OPTIONS = "[role=option]"


def hits(page, typed=""):
    """The addresses of the results, once those of what was typed are there."""
    expect(page.locator("[data-search-count]")).to_contain_text(f"“{typed}")
    return page.locator("[data-search-results] a.hit").evaluate_all("all => all.map(a => a.getAttribute('href'))")


def asked(site, words, **filters):
    """The address of the page of results of a question."""
    return page_url(site, "tim-kiem") + "?" + urlencode({"q": words, **filters})


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
    expected = hits(page, "ly hôn")
    page.fill(BOX, "")
    expect(page.locator("[data-search-results] a")).to_have_count(0)
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
    expect(page.locator(".hit--all")).to_have_attribute("href", re.compile("q=khai%20sinh$"))
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
    page.wait_for_url(f"{target}?h=khai+sinh")


def test_enter_without_a_choice_opens_the_page_of_results(site, open_page):
    page = open_page(page_url(site, ""))
    page.fill(BOX, "đất đai")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/*q=*")
    assert hits(page)
    assert page.locator(BOX).input_value() == "đất đai"


def test_filters_count_and_narrow_and_stand_in_the_address(served, open_page):
    page = open_page(asked(served, "hòa giải"), width=1280)
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
    page.go_back()
    assert hits(page) == everything


def test_results_are_narrowed_by_topic_law_and_year_and_sorted_by_day(served, open_page):
    page = open_page(asked(served, "khoản một chợ phiên hòa giải"), width=1280)
    everything = hits(page)
    for name, value in (("chu-de", "dat-dai"), ("luat", "van-ban/01-2026-qd-ubnd"), ("nam", "2026")):
        page.goto(asked(served, "khoản một chợ phiên hòa giải", **{name: value}))
        assert 0 < len(hits(page)) <= len(everything)
        assert page.locator(f"[name={name}]").input_value() == value
    page.goto(asked(served, "hòa giải", xep="ngay"))
    expect(page.locator(".hit__where").first).to_contain_text("/2026")
    days = page.locator(".hit__where").all_inner_texts()
    found = [tuple(reversed(match.group().split("/"))) for day in days if (match := re.search(r"\d\d/\d\d/\d{4}", day))]
    assert found == sorted(found, reverse=True)


def test_on_a_phone_the_answers_come_before_the_filters(served, open_page):
    page = open_page(asked(served, "hòa giải"))
    hits(page)
    expect(page.locator("[name=loai]")).to_be_hidden()
    page.click(".sift > summary")
    expect(page.locator("[name=loai]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_law_that_is_no_longer_in_force_is_one_tap_away(changing, open_page):
    page = open_page(asked(changing, "phí chợ"))
    assert not [hit for hit in hits(page) if "#dieu-4" in hit]
    expect(page.locator("[data-search-hidden]")).to_contain_text("Đang ẩn 1 kết quả")
    page.click("[data-search-hidden] button")
    expect(page.locator(".state--repealed").first).to_be_visible()
    assert [hit for hit in hits(page) if "#dieu-4" in hit]
    assert "hieu-luc=moi" in page.url
    page.go_back()
    expect(page.locator("[data-search-hidden]")).to_be_visible()


def test_a_citation_opens_its_provision_first(site, open_page):
    page = open_page(asked(site, "khoan 2 dieu 1 quyet dinh mau"))
    assert hits(page)[0] == page_url(site, "van-ban/01-2026-qd-ubnd#dieu-1-khoan-2")
    card = page.locator(".hits__answer").first
    expect(card).to_contain_text("Đúng chỗ bạn gõ")
    expect(card).to_contain_text("Khoản hai gồm:")
    page.fill(BOX, "điểm đ khoản 2 điều 1 số 01/2026/QĐ-UBND")
    assert hits(page, "điểm đ")[0] == page_url(site, "van-ban/01-2026-qd-ubnd#dieu-1-khoan-2-diem-dd")


@pytest.mark.parametrize("typed", ["01/2026/QĐ-UBND", "qd 01/2026", "Quyết định số 1/2026", "quyet dinh mau"])
def test_a_number_or_a_name_opens_its_document_first(served, open_page, typed):
    page = open_page(asked(served, typed))
    assert hits(page)[0] == page_url(served, "van-ban/01-2026-qd-ubnd")


def test_a_name_typed_with_slips_opens_its_document_too(served, open_page):
    page = open_page(asked(served, "quyeets ddinhj maaux"))
    assert hits(page)[0] == page_url(served, "van-ban/01-2026-qd-ubnd")


def test_what_a_citation_names_but_the_bookcase_lacks_is_said(served, open_page):
    page = open_page(asked(served, "nghị định 123/2024/NĐ-CP"))
    expect(page.locator(".hits__answer")).to_contain_text("Văn bản số 123/2024/NĐ-CP chưa có trong tủ sách này.")
    expect(page.locator(".hits__answer a")).to_have_attribute("href", re.compile(r"^https://.*123%2F2024"))
    page.goto(asked(served, "điều 99 quyết định mẫu"))
    expect(page.locator(".hits__answer")).to_contain_text("không có Điều 99")


def test_a_question_that_the_bookcase_answers_shows_the_short_answer_first(site, open_page):
    page = open_page(asked(site, "toi sap ly hon nha dat chia sao"))
    assert hits(page)[0] == page_url(site, "hoi-dap/ly-hon")
    expect(page.locator(".hits__answer").first).to_contain_text("Thỏa thuận trước, không được thì nhờ Tòa án")


def test_a_short_answer_stands_on_top_only_when_the_same_is_asked(served, every_kind, open_page):
    page = open_page(page_url(served, "tim-kiem"))
    until(page, "Boolean(tusachSearch.engine)")
    reader = SearchReader(every_kind, date.today())
    for typed, address in short_answers("every-kind"):
        found = reader.short_answer(typed)
        assert (typed, found[0].address.strip("/") if found else "-") == (typed, address)
        assert (typed, page.evaluate(BOXED, typed)) == (typed, address)
    # Slips are mended first.
    assert page.evaluate(BOXED, "maat sor ddor phai lam sao") == "hoi-dap/cau-1"


def test_a_page_left_open_while_the_site_is_replaced_goes_on_answering(served, chromium):
    page = chromium.new_page()
    old = ["ly hon"]

    def of_another_build(route):
        text = route.fetch().text()
        if old:
            old.pop()
            text = re.sub(r'"names":"[^"]*"', lambda names: re.sub(r'[a-z0-9](?=[^:]*"$)', "z", names[0]), text)
        route.fulfill(body=text, content_type="text/javascript")

    page.route("**/search/manifest.js*", of_another_build)
    page.goto(asked(served, "ly hon"))
    assert hits(page, "ly hon")[0] == page_url(served, "hoi-dap/ly-hon")
    assert not old
    page.close()


def test_when_nothing_can_be_fetched_no_answer_to_another_question_stays(served, chromium):
    page = chromium.new_page()
    page.goto(asked(served, "ly hon"))
    assert hits(page, "ly hon")
    page.route("**/search/**", lambda route: route.abort())
    page.fill("[data-search-page] input", "khai sinh")
    expect(page.locator("[data-search-count]")).to_contain_text("Chưa tải được dữ liệu tìm kiếm")
    expect(page.locator("[data-search-results] a")).to_have_count(0)
    page.close()


def test_peoples_words_are_joined_by_the_laws_and_said_so(served, open_page):
    page = open_page(asked(served, "bo vo chia nha"))
    assert any("/hoi-dap/ly-hon" in hit for hit in hits(page))
    expect(page.locator("[data-search-said]")).to_contain_text("Cũng tìm theo chữ của luật: ly hôn")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hoaf giair", "hòa giải"),
        ("hoa2 giai3", "hòa giải"),
        ("ly hoon", "ly hôn"),
        ("khaisinh", "khai sinh"),
        ("hoa giau", "giải"),
    ],
)
def test_a_slip_of_typing_is_mended_and_said_so(served, open_page, typed, meant):
    page = open_page(asked(served, typed))
    assert hits(page)
    said = page.locator("[data-search-said]")
    expect(said).to_contain_text("Có phải bạn tìm")
    expect(said).to_contain_text(meant)
    said.locator("a").click()
    expect(said).not_to_contain_text("Có phải bạn tìm")
    assert hits(page)


def test_the_words_are_marked_on_the_page_a_result_leads_to(site, open_page):
    page = open_page(asked(site, "hoa giai"), width=1280)
    hits(page)
    page.locator("[data-search-results] a").first.click()
    page.wait_for_url("**h=hoa+giai*")
    marks = page.locator("mark.found")
    expect(marks.first).to_have_text("hòa giải", ignore_case=True)
    page.click("[aria-label='Chỗ sau']")
    expect(page.locator(".found--here")).to_be_in_viewport()
    expect(page.locator(".found-bar [role=status]")).to_contain_text(f"/ {marks.count()}")
    page.click("[aria-label='Bỏ đánh dấu']")
    expect(marks).to_have_count(0)
    assert "h=" not in page.url


def test_going_back_from_a_result_shows_the_same_results(served, open_page):
    page = open_page(asked(served, "hòa giải"))
    before = hits(page)
    page.locator("[data-search-results] a").first.click()
    page.wait_for_url("**h=*")
    page.go_back()
    assert hits(page) == before


def test_the_box_groups_by_kind_and_is_a_combobox(served, open_page):
    page = open_page(page_url(served, ""))
    page.fill(BOX, "hòa giải")
    expect(page.locator("[role=listbox] [role=group]").first).to_be_visible()
    assert page.locator(BOX).get_attribute("role") == "combobox"
    assert page.locator(BOX).get_attribute("aria-expanded") == "true"
    assert page.locator("[role=group] [role=option]").count() >= 2
    names = page.locator("[role=group]").evaluate_all("all => all.map(group => group.getAttribute('aria-label'))")
    assert len(set(names)) == len(names)
    expect(page.locator("[data-search-status]").first).to_contain_text("kết quả")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_and_box_have_no_accessibility_faults(served, open_page, width, scheme):
    page = open_page(asked(served, "toi sap ly hon nha dat chia sao"), width=width, color_scheme=scheme)
    hits(page)
    assert Axe().run(page).response["violations"] == []
    page.goto(page_url(served, ""))
    page.fill(BOX, "hòa giải")
    expect(page.locator(OPTIONS).first).to_be_visible()
    assert Axe().run(page).response["violations"] == []


def test_the_list_of_results_prints_without_its_controls(served, open_page):
    page = open_page(asked(served, "hòa giải"), width=1280)
    hits(page)
    page.emulate_media(media="print")
    expect(page.locator("[data-search-results] a").first).to_be_visible()
    for control in ("[data-search-page]", ".sift", ".check"):
        expect(page.locator(control).first).to_be_hidden()
    shown = page.locator("[data-search-results] a").first.evaluate("a => getComputedStyle(a, '::after').content")
    assert "/tu-sach/" in shown


def test_the_page_answers_as_the_reader_of_the_package(served, every_kind, open_page):
    page = open_page(page_url(served, "tim-kiem"))
    page.focus(BOX)
    until(page, "Boolean(tusachSearch.engine)")
    reader = SearchReader(every_kind, date.today())
    for typed in (
        "hòa giải",
        "ly hon chia tai san",
        "khai sinh cho con",
        "má",
        "bo vo",
        "điều 1",
        "chợ phiên họp sáng",
    ):
        ours = page.evaluate("async typed => (await tusachSearch.engine.ask(typed, false)).hits", typed)
        theirs = reader.rank(typed)
        assert [unit for unit, _ in ours] == [unit for unit, _ in theirs], typed
        assert [score for _, score in ours] == pytest.approx([score for _, score in theirs])


def test_snippets_show_the_accents_as_written_and_mark_the_words(site, open_page):
    page = open_page(page_url(site, "tim-kiem") + "?q=hoa%20giai")
    expect(page.locator(".hit__text mark").first).to_have_text("hòa giải", ignore_case=True)


def test_nothing_found_says_what_to_do_next(served, open_page):
    page = open_page(page_url(served, "tim-kiem") + "?q=zzzz")
    expect(page.locator("[data-search-count]")).to_contain_text("Không thấy kết quả nào")
    expect(page.locator("[data-search-empty] a").first).to_be_visible()


def test_the_sections_of_one_publication_are_one_result(served, open_page):
    page = open_page(asked(served, "hòa giải ở cơ sở"))
    hits(page)
    pages = page.locator("[data-search-results] a.hit").evaluate_all("all => all.map(a => a.href.split('#')[0])")
    assert len([url for url in pages if "van-ban" not in url]) == len({url for url in pages if "van-ban" not in url})
    more = page.locator(".hit__more").first
    expect(more).to_contain_text("Cùng bài:")
    address = more.locator("a").first.get_attribute("href")
    more.locator("a").first.click()
    page.wait_for_url(re.compile("h="))
    assert page.url.split("?")[0] == address.split("#")[0]


def test_nothing_found_names_the_nearest_words(served, open_page):
    page = open_page(asked(served, "chzzf"))
    near = page.locator("[data-search-nearest] a")
    expect(near.first).to_be_visible()
    word = near.first.inner_text()
    near.first.click()
    assert hits(page, f"{word}”")


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
    until(page, "tusachSearch.engine")
    assert [url for url in asked if "/search/" in url]


def test_a_document_is_found_by_its_number(served, open_page):
    page = open_page(page_url(served, ""))
    page.fill(BOX, "01/2026/qd-ubnd")
    expect(page.locator(OPTIONS).first).to_contain_text("Quyết định mẫu")


@pytest.mark.parametrize("typed", ["a" * 20_000, "đ" * 5_000, "ly hon " * 3_000, "dieu 1 " * 3_000])
def test_a_question_without_end_is_cut_and_answered(served, every_kind, open_page, typed):
    page = open_page(asked(served, typed))
    expect(page.locator("[data-search-count]")).to_contain_text("cho “")
    assert page.input_value(BOX) == typed[:300]
    reader = SearchReader(every_kind, date.today())
    ours = page.evaluate("async typed => (await tusachSearch.engine.ask(typed, false)).hits.map(hit => hit[0])", typed)
    assert ours == [unit for unit, _ in reader.rank(typed)] == [unit for unit, _ in reader.rank(typed[:300])]
    page.goto(page_url(served, "hoi-dap/ly-hon") + "?" + urlencode({"h": typed}))
    expect(page.locator("h1")).to_be_visible()


def test_a_word_too_long_for_any_slip_is_compared_with_no_other(served, open_page):
    page = open_page(asked(served, "ly hon"))
    hits(page, "ly hon")
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    page.fill(BOX, "x" * 290)
    expect(page.locator("[data-search-count]")).to_contain_text("xxx")
    assert not [url for url in sent if "words" in url]
