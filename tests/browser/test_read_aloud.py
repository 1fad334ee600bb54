"""A page is read by the browser's own voice, sentence by sentence; where there is none, the page says so."""

from playwright.sync_api import expect
from tests.conftest import page_url, until

# The browsers that run tests have no voices: this one says each sentence in a moment and remembers it.
VOICE = """
window.spoken = [];
var waiting = [];
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: function () { return [{ lang: "vi-VN", localService: true, name: "thử" }]; },
  cancel: function () { waiting.splice(0); },
  speak: function (one) { spoken.push({ text: one.text, rate: one.rate }); waiting.push(one); if (window.automatic) setTimeout(sayNext, 1); },
} });
window.sayNext = function () { var one = waiting.shift(); if (one) one.onend(); };
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""


def test_without_a_voice_the_button_gives_way_to_the_reason(open_page, site):
    page = open_page(page_url(site, "hoi-dap/ly-hon"))
    expect(page.locator("[data-aloud-why]")).to_be_visible(timeout=5000)
    assert page.locator("[data-aloud]").is_hidden()


def test_the_script_comes_when_it_is_asked_for_and_marks_each_sentence(chromium, every_kind):
    page = chromium.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(VOICE)
    page.goto(page_url(f"{every_kind.as_uri()}/", "hoi-dap/ly-hon"))
    assert not [url for url in asked if "nghe-doc" in url]
    page.click("[data-aloud]")
    until(page, "spoken.length === 1")
    first = page.evaluate("[...CSS.highlights.get('tusach-doc')][0].toString().trim()")
    assert first == page.locator("h1").inner_text().strip() == page.evaluate("spoken[0].text")
    page.evaluate("sayNext()")
    until(page, "spoken.length === 2")
    assert page.evaluate("[...CSS.highlights.get('tusach-doc')][0].toString().trim()") != first
    page.close()


def test_numbers_and_short_forms_are_said_in_words_and_marked_as_they_are_written(chromium, every_kind):
    written = "Điểm đ khoản 2 Điều 12 Nghị định số 123/2015/NĐ-CP, Luật số 60/2014/QH13: từ 01/07/2026 UBND thu 1.500.000 đồng, 50%"
    page = chromium.new_page()
    page.add_init_script(VOICE)
    page.goto(page_url(f"{every_kind.as_uri()}/", "hoi-dap/ly-hon"))
    page.evaluate("text => { document.querySelector('h1').textContent = text; }", written)
    page.click("[data-aloud]")
    until(page, "spoken.length === 1")
    assert page.evaluate("spoken[0].text") == (
        "Điểm đê khoản 2 Điều 12 Nghị định số 123 năm 2015, Chính phủ, Luật số 60 năm 2014, Quốc hội khóa 13: "
        "từ 01 tháng 07 năm 2026 Ủy ban nhân dân thu 1500000 đồng, 50 phần trăm"
    )
    assert page.evaluate("[...CSS.highlights.get('tusach-doc')][0].toString()") == written
    page.close()


def test_a_lecture_is_read_without_its_player_and_buttons(chromium, every_kind):
    page = chromium.new_page()
    page.add_init_script(VOICE + "window.automatic = true;")
    page.goto(page_url(f"{every_kind.as_uri()}/", "bai-giang/bai-giang-mau"))
    page.click("[data-aloud]")
    until(page, "spoken.some(one => one.text.includes('Bây giờ là mấy giờ'))")
    said = page.evaluate("spoken.map(one => one.text).join(' ')")
    assert "Cô giáo thử" in said
    assert "▶" not in said
    assert "chỉ tải khi bạn bấm" not in said
    page.close()


def test_speed_is_used_and_remembered_and_the_bar_moves_by_sentences(chromium, every_kind):
    page = chromium.new_page()
    page.add_init_script(VOICE)
    page.goto(page_url(f"{every_kind.as_uri()}/", "hoi-dap/ly-hon"))
    page.click("[data-aloud]")
    until(page, "spoken.length === 1")
    page.click("[aria-label='Câu sau']")
    page.click("[aria-label='Câu trước']")
    assert page.evaluate("spoken[0].text === spoken[2].text && spoken[1].text !== spoken[0].text")
    page.select_option("[aria-label='Tốc độ đọc']", "1.5")
    assert page.evaluate("spoken[3].rate") == 1.5
    page.click("[data-do=play]")
    assert page.locator("[data-do=play]").inner_text() == "Đọc tiếp"
    page.click("[aria-label='Đóng phần nghe đọc']")
    assert page.locator(".aloud").is_hidden()
    page.reload()
    page.click("[data-aloud]")
    until(page, "spoken.length === 1")
    assert page.evaluate("spoken[0].rate") == 1.5
    page.close()


def test_everything_is_read_in_order_to_the_end(chromium, every_kind):
    page = chromium.new_page()
    page.add_init_script(f"{VOICE}; window.automatic = true;")
    page.goto(page_url(f"{every_kind.as_uri()}/", "cau-chuyen/bo-rao"))
    page.click("[data-aloud]")
    until(page, "document.querySelector('.aloud')?.hidden")  # drawn, then put away at the end
    said = " ".join(page.evaluate("spoken.map(one => one.text)"))
    places = [
        said.find(words)
        for words in page.locator(".body h2").evaluate_all("all => all.map(one => one.firstChild.textContent)")
    ]
    assert len(places) >= 2
    assert places == sorted(places)
    assert min(places) >= 0
    page.close()


def everything_said(chromium, url, before=""):
    page = chromium.new_page()
    page.add_init_script(f"{VOICE}; window.automatic = true;")
    page.goto(url)
    if before:
        page.click(before)
    page.click("[data-aloud]")
    until(page, "document.querySelector('.aloud')?.hidden")
    said = " ".join(page.evaluate("spoken.map(one => one.text)"))
    page.close()
    return said


def test_a_listener_hears_what_has_changed_in_the_law(chromium, in_force):
    said = everything_said(chromium, page_url(f"{in_force.as_uri()}/", "hoi-dap/gio-cho"))
    assert "Lưu ý về hiệu lực của điều luật trong bài" in said
    assert "bị bãi bỏ" in said
    assert "⚠" not in said


def test_of_a_quiz_the_options_are_read_and_nothing_that_is_hidden(chromium, every_kind):
    address = page_url(f"{every_kind.as_uri()}/", "thi-tim-hieu/thi-mau")
    page = chromium.new_page()
    page.goto(address)
    options = page.locator(".quiz__choice > span").all_inner_texts()
    page.close()
    said = everything_said(chromium, address)
    assert options
    for option in options:
        assert option.removeprefix("A. ").split(". ", 1)[-1] in said
    assert "Đáp án" not in said


def test_what_is_opened_after_listening_is_read_the_next_time(chromium, every_kind):
    page = chromium.new_page()
    page.add_init_script(VOICE)
    page.goto(page_url(f"{every_kind.as_uri()}/", "hoi-dap/ly-hon"))
    page.evaluate(
        "document.querySelector('.body').insertAdjacentHTML('beforeend', '<details><summary>Mở</summary><p>Phần gấp.</p></details>')"
    )
    count = page.locator("[data-place]")
    page.click("[data-aloud]")
    before = int(count.inner_text().split("/")[1])
    page.click("[aria-label='Đóng phần nghe đọc']")
    page.evaluate("document.querySelector('.body details:last-of-type').open = true")
    page.click("[data-aloud]")
    assert int(count.inner_text().split("/")[1]) == before + 1
    page.close()
