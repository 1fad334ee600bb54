"""A lecture in the browser: its film with captions from the page itself, its slides turned by keys, both without a network."""

import struct
import zlib

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from tests.conftest import SITES, built, copied, page_url, until

LECTURE = "bai-giang/bai-giang-mau"
SLIDES = f"{LECTURE}/trinh-chieu"


LONG = f"""
## Đoạn

{" ".join(f"Câu {n} của **đoạn dài** nói về một việc khác trong làng." for n in range(60))}

## Bảng

| Số | Việc |
|---|---|
{chr(10).join(f"| {n} | Việc thứ {n} phải làm |" for n in range(1, 31))}

## Ảnh

![Ảnh một](to.png)

![Ảnh hai](to.png)

## Ô lớn

| Việc | Lời |
|---|---|
| Một | {"Một ô không cắt được. " * 300} |

## Rộng

| {" | ".join(f"Cột{n}" for n in range(9))} |
|{"---|" * 9}
| {" | ".join(f"https://example.org/{n}/mot-dia-chi-dai" for n in range(9))} |

```
{"mã " * 90}{"x" * 150}
```

## Số

{chr(10).join(f"{n}. Mục {n}." for n in range(1, 13))}
{chr(10).join(f"{n}. Mục {n}." for n in range(996, 1003))}

## Sau cùng

Hết.
"""


SEEN = """(s => [s.querySelector('h1, h2').firstChild.data.trim(), s.scrollHeight - s.clientHeight,
  Math.max(...[s, ...s.querySelectorAll('.scroll')].map(e => e.scrollWidth - e.clientWidth))])(document.querySelector('.present'))"""
# What stands beyond the edges of the paper; the number of an item stands left of it by its own width.
EDGES = """[...document.querySelectorAll('.slides :is(td, th, pre, li, p, img)')].flatMap(e => {
  const range = document.createRange();
  range.selectNodeContents(e);
  const box = e.tagName === 'IMG' ? e.getBoundingClientRect() : range.getBoundingClientRect();
  const number = e.tagName === 'LI' ? 2.3 * parseFloat(getComputedStyle(e).fontSize) : 0;
  return box.width && (box.left - number < 0 || box.right > innerWidth) ? [e.tagName + ' ' + e.textContent.slice(0, 30)] : [];
})"""


def grey(width, height):
    """A PNG of that size."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    size = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x99" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def long_lecture(tmp_path_factory):
    """The slides of a lecture with what is longer than a screen, opened from a disk."""
    root = copied(SITES / "every-kind", tmp_path_factory.mktemp("long"))
    file = root / f"content/lectures/{LECTURE.rsplit('/', 1)[-1]}.md"
    file.write_text(file.read_text() + LONG)
    (file.parent / "to.png").write_bytes(grey(1600, 1000))
    return page_url(f"{built(root).as_uri()}/", SLIDES)


def test_a_chapter_plays_from_its_moment_and_the_sentence_being_said_is_marked(every_kind, open_page):
    # The plain server of these tests cannot start in the middle of a file; the real one has its own test.
    page = open_page(page_url(f"{every_kind.as_uri()}/", LECTURE))
    assert page.evaluate("[...document.querySelector('video').textTracks].map(t => [t.mode, t.cues.length])") == [
        ["showing", 4]
    ]
    page.evaluate("document.querySelector('video').muted = true")
    page.click("text=Nghỉ & câu hỏi >> nth=0")
    until(page, "document.querySelector('video').currentTime >= 4")
    expect(page.locator(".cue--now")).to_have_text("Bây giờ là mấy giờ?")
    page.click(".cue >> nth=0")
    until(page, "document.querySelector('video').currentTime < 2")
    page.get_by_label("Phát từ 0:04").click()
    until(page, "document.querySelector('video').currentTime >= 4")


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


def test_a_finger_turns_the_slides_and_the_phone_may_be_turned(site, open_page):
    page = open_page(page_url(site, SLIDES), has_touch=True, is_mobile=True)
    count = page.locator("[data-deck-count]")
    expect(count).to_have_text("1/6")
    touch = page.context.new_cdp_session(page)
    for kind, points in (
        ("touchStart", [300]),
        *(("touchMove", [x]) for x in range(280, 60, -20)),
        ("touchEnd", []),
    ):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": 400} for x in points]})
    expect(count).to_have_text("2/6")
    page.set_viewport_size({"width": 740, "height": 360})
    expect(page.locator("html:not(.tall)")).to_have_count(1)
    width = "document.querySelector('.slides > section.present').getBoundingClientRect().width"
    until(page, f"{width} > 440")
    page.set_viewport_size({"width": 360, "height": 740})
    until(page, f"{width} > 300 && {width} <= 360")


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


@pytest.mark.parametrize(("width", "height"), [(360, 740), (1280, 720)])
def test_nothing_that_can_be_cut_is_below_the_screen(long_lecture, open_page, width, height):
    page = open_page(long_lecture, width=width, height=height)
    expect(page.locator("[data-deck-count]")).to_contain_text("1/")
    titles = []
    for _ in range(page.locator(".slides > section").count()):
        title, below, beside = page.evaluate(SEEN)
        titles.append(title)
        assert below <= 0 or title == "Ô lớn"
        assert beside <= 0 or width < 700
        page.keyboard.press("ArrowRight")
    assert [titles.count(title) > 1 for title in ("Đoạn", "Bảng", "Ảnh", "Ô lớn")] == [True, True, True, False]


def test_what_cannot_be_cut_is_read_to_its_end_before_the_next_slide(long_lecture, open_page):
    page = open_page(long_lecture, width=1280, height=720)
    heading = page.locator(".slides > section.present :is(h1, h2)")
    while heading.inner_text() != "Ô lớn":
        page.keyboard.press("ArrowRight")
    top = "document.querySelector('.present').scrollTop"
    for key in ("PageDown", "ArrowDown", "Space"):
        before = page.evaluate(top)
        page.keyboard.press(key)
        if heading.inner_text() == "Ô lớn":
            assert page.evaluate(top) > before
    while heading.inner_text() == "Ô lớn":
        end = page.evaluate("(s => s.scrollHeight - s.clientHeight - s.scrollTop)(document.querySelector('.present'))")
        page.keyboard.press("PageDown")
    assert end <= 1
    assert heading.inner_text() == "Rộng"
    page.keyboard.press("PageUp")
    assert (heading.inner_text(), page.evaluate(top)) == ("Ô lớn", 0)


@pytest.mark.parametrize("scripts", [True, False])
def test_on_paper_nothing_of_the_slides_is_cut_off_and_nothing_is_english(long_lecture, open_page, tmp_path, scripts):
    page = open_page(long_lecture, width=1280, height=800, java_script_enabled=scripts)
    if scripts:
        expect(page.locator("[data-deck-count]")).to_contain_text("1/")
    page.pdf(path=tmp_path / "paper.pdf", format="A4")
    pages = pypdf.PdfReader(tmp_path / "paper.pdf").pages
    text = "".join("".join(sheet.extract_text().split()) for sheet in pages)
    assert "Speakernotes" not in text
    assert "Toànmànhình" not in text
    # The browser paints what stands beyond the edge all the same: only the place of each sign tells.
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})
    assert page.evaluate(EDGES) == []


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


def test_where_the_browser_is_too_old_the_slides_stand_below_each_other(served, chromium):
    page = chromium.new_page()
    noises = []
    page.on("pageerror", lambda error: noises.append(str(error)))
    page.add_init_script("delete Element.prototype.toggleAttribute")
    page.goto(page_url(served, SLIDES))
    expect(page.locator("html")).not_to_have_class("showing")
    expect(page.locator(".slides section h2").last).to_be_visible()
    assert page.locator(".slides section:visible").count() == page.locator(".slides section").count()
    expect(page.locator("[data-deck-tools]")).to_be_hidden()
    assert noises == []
    page.close()


def test_a_page_around_the_slides_cannot_turn_them(served, open_page):
    page = open_page(page_url(served, SLIDES))
    expect(page.locator("[data-deck-count]")).to_contain_text("1/")
    page.evaluate("""postMessage(JSON.stringify({ method: "next" }), "*"); postMessage("{", "*")""")
    page.wait_for_timeout(200)
    expect(page.locator("[data-deck-count]")).to_contain_text("1/")
