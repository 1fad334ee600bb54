"""A lecture: captions and chapters read from files as people have them, what is said found and printed, slides, a handout."""

import json
import re
from datetime import date

import pypdf
import pytest
from click.testing import CliRunner
from lxml import html
from tests.conftest import SITES, copied

from tusach.cli import main
from tusach.outputs.deck import slides
from tusach.outputs.lecture import players, shown_slides, transcript
from tusach.outputs.search import SearchReader
from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase
from tusach.shelf.concordance import read_concordance
from tusach.shelf.lecture import Chapter, Cue, chapters_of, cues_of, host_of
from tusach.shelf.selection import Selection, narrowed
from tusach.shelf.settings import Settings

LECTURE = "content/lectures/bai-giang-mau.md"


def lecture_of(root):
    case = read_bookcase(root, Settings(), Problems())
    return case, next(item for item in case.publications if item.path == LECTURE)


def test_captions_come_with_their_times_voices_and_without_their_markup():
    case, item = lecture_of(SITES / "every-kind")
    cues = cues_of(case, item)
    assert [(cue.start, cue.end, cue.voice) for cue in cues[:3]] == [
        (0, 2000, "Cô giáo thử"),
        (2000, 4000, "Cô giáo thử"),
        (4000, 6000, ""),
    ]
    assert cues[3].text == "Câu hỏi về nhà: đi chợ phải giữ gì & nhắc ai?"
    assert chapters_of(item.fields) == (Chapter(0, "Mở đầu"), Chapter(4, "Nghỉ & câu hỏi"))


@pytest.mark.parametrize(
    ("written", "second", "clock"),
    [("0:00 A", 0, "0:00"), ("2:05 A", 125, "2:05"), ("75:30 A", 4530, "1:15:30"), ("1:02:03 A", 3723, "1:02:03")],
)
def test_chapters_are_written_as_below_a_film(tmp_path, written, second, clock):
    root = copied(SITES / "every-kind", tmp_path)
    file = root / LECTURE
    file.write_text(file.read_text().replace("0:04 Nghỉ & câu hỏi", written).replace("  - 0:00 Mở đầu\n", ""))
    chapter = chapters_of(lecture_of(root)[1].fields)[0]
    assert (chapter.start, chapter.clock, chapter.title) == (second, clock, "A")


def test_sentences_join_to_paragraphs_that_end_at_a_pause_at_another_voice_and_when_long():
    def paragraphs(*cues):
        return transcript(cues, ()).count('<p class="spoken">')

    short = [Cue(at * 1000, at * 1000 + 900, "Một câu.", "") for at in range(5)]
    assert paragraphs(*short) == 1
    assert paragraphs(short[0], Cue(9_000, 9_900, "Sau lúc nghỉ.", "")) == 2
    assert paragraphs(short[0], Cue(1_000, 1_900, "Người khác.", "Ông Mẫu")) == 2
    assert paragraphs(*[Cue(at * 1000, at * 1000 + 900, "Chữ " * 30 + "hết.", "") for at in range(6)]) == 2


def test_what_was_said_is_never_read_as_markdown_or_html():
    text = transcript([Cue(0, 1, "*a* <script> # b", "<i>")], [Chapter(0, "*Phần* <b>_1_")])
    assert "*a* &lt;script&gt; # b" in text
    assert "<strong>&lt;i&gt;:</strong>" in text
    assert r"### \*Phần\* &lt;b&gt;\_1\_ (0:00)" in text


def test_a_film_elsewhere_is_named_and_opened_at_its_chapters_where_that_place_can(tmp_path):
    root = copied(SITES / "every-kind", tmp_path)
    file = root / LECTURE
    text = file.read_text()
    for address, host, link in (
        ("https://www.youtube.com/watch?v=abc", "YouTube", "https://www.youtube.com/watch?v=abc&t=4s"),
        ("https://youtu.be/abc", "YouTube", "https://youtu.be/abc?t=4s"),
        ("https://video.example.org/phim", "video.example.org", ""),
    ):
        file.write_text(text.replace("video: bai-giang-mau.webm", f"video: {address}"))
        (player,) = players(*lecture_of(root))
        assert (host_of(address), player.host, player.marks[1].link, player.type) == (host, host, link, "")
        assert player.shown == address.removeprefix("https://").removeprefix("www.")


def test_a_part_of_the_bookcase_takes_the_film_along_or_leaves_it():
    case, _ = lecture_of(SITES / "every-kind")
    whole = read_concordance(case, date(2026, 11, 22))
    film = "content/lectures/bai-giang-mau.webm"
    assert film in narrowed(whole, Selection(kinds=("lecture",)), "").bookcase.assets
    assert film not in narrowed(whole, Selection(kinds=("story",)), "").bookcase.assets


def test_what_is_said_in_the_film_is_found_by_the_search_and_its_citations_are_linked(every_kind):
    found = SearchReader(every_kind, date(2026, 11, 22)).ask("cau hoi ve nha giu gi")
    assert found[0].address == "bai-giang/bai-giang-mau/#chuong-2"
    page = html.parse(every_kind / "bai-giang/bai-giang-mau/index.html")
    assert page.xpath("//*[@class='cue']/a/@href") == ["../../van-ban/01-2026-qd-ubnd/#dieu-4"]
    assert not page.xpath("//iframe")


def test_machines_are_told_where_the_film_is(every_kind):
    page = html.parse(every_kind / "bai-giang/bai-giang-mau/index.html")
    told = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    home = "https://example.org/thu/"
    assert told["associatedMedia"] == [
        {
            "@type": "VideoObject",
            "name": "Bài giảng mẫu",
            "contentUrl": f"{home}tep/content/lectures/bai-giang-mau.webm",
        },
        {"@type": "PresentationDigitalDocument", "name": "Bài giảng mẫu", "url": "https://example.org/slides"},
    ]


def test_a_film_kept_on_a_phone_comes_with_its_captions_picture_and_slides(every_kind):
    packs = json.loads((every_kind / "tai-ve/danh-sach.json").read_text())
    whole = next(pack for pack in packs["packs"] if pack["key"] == "tat-ca")
    files = {packs["files"][number][0] for number in whole["files"]}
    beside = "tep/content/lectures/bai-giang-mau"
    assert {f"{beside}.webm", f"{beside}.vtt", f"{beside}.png"} <= files
    assert "bai-giang/bai-giang-mau/trinh-chieu/index.html" in files


SLIDED = """
<p>Lời mở.</p>
<section class="part"><h2 id="a">Phần A<a class="headerlink" href="#a">#</a></h2>
<ul><li>Một <a href="../../van-ban/x/#dieu-1">Điều 1</a></li><li>Hai <a href="#b">dưới</a></li></ul>
<blockquote><p>Lời giảng: <em>Nói</em> chậm.</p></blockquote><hr><p>Trang riêng.</p></section>
<section class="part"><h2 id="b">Phần B</h2><h3>Mục nhỏ</h3><ol start="3"><li>Ba</li></ol></section>
<section class="part"><h2 id="loi-ghi-lai">Lời ghi lại</h2><p>Không lên trang chiếu.</p></section>
"""


def test_a_page_is_cut_into_slides_at_headings_and_rulers_without_what_was_recorded():
    shown = slides(SLIDED)
    assert [(one.above, one.title, one.rank) for one in shown] == [
        ("", "Mở đầu", 1),
        ("", "Phần A", 1),
        ("", "Phần A", 2),
        ("", "Phần B", 1),
        ("Phần B", "Mục nhỏ", 1),
    ]
    assert shown[1].html.count("<li>") == 2
    assert {one.notes for one in shown[1:3]} == {"<p><em>Nói</em> chậm.</p>"}
    assert shown[2].html == "<p>Trang riêng.</p>"
    assert '<ol start="3">' in shown[4].html


@pytest.mark.parametrize(
    ("quotation", "shown", "said"),
    [
        ("<p>Trích.</p><p>Lời giảng: Đừng <em>cho</em> xem.</p>", "Trích.", "<p>Đừng <em>cho</em> xem.</p>"),
        ("<p>Trích <b>x</b>.\nLời giảng: Đừng.</p>", "Trích x.", "<p>Đừng.</p>"),
        ("<p><strong>Lời giảng:</strong> Đừng.</p><ul><li>A</li></ul>", "", "<p>Đừng.</p><ul><li>A</li></ul>"),
        ("<p><strong>Lời giảng</strong>: Đừng.</p>", "", "<p>Đừng.</p>"),
        ("<p><strong>Lời giảng</strong> Đừng.</p>", "", "<p>Đừng.</p>"),
        ("<p>Lời giảng\nĐừng.</p>", "", "<p>Đừng.</p>"),
        ("<p>Lời giảng</p><p>Đừng.</p>", "", "<p>Đừng.</p>"),
        ("<p>Lời giảng – Đừng.</p>", "", "<p>Đừng.</p>"),
        ("<p>Lời giảng của thầy.</p>", "Lời giảng của thầy.", ""),
    ],
)
def test_of_a_quotation_only_what_stands_before_the_speaker_s_words_is_shown(quotation, shown, said):
    (slide,) = slides(f"<h2>A</h2><blockquote>\n{quotation}\n</blockquote>")
    assert html.fromstring(f"<div>{slide.html}</div>").text_content().strip() == shown
    assert slide.notes == said


def test_a_quotation_that_only_looks_like_the_speaker_s_is_told_and_does_not_stop_the_build(tmp_path):
    root = copied(SITES / "every-kind", tmp_path)
    file = root / LECTURE
    text = file.read_text().replace("> Lời giảng: chào", "> Lời giảng Đừng cho xem.\n\n> Lời giảng: chào")
    file.write_text(f"{text}\n> **Lời giảng** rõ.\n\nXen.\n\n> Lời giảng\n> cũng rõ.\n")
    told = CliRunner().invoke(main, ["check", "-f", str(root / "mkdocs.yml")])
    assert told.output.count("sẽ hiện trên trang chiếu") == 1
    assert f"{LECTURE}:27: cảnh báo: “Lời giảng Đừng cho xem.…”" in told.output
    assert told.exit_code == 0


def test_a_screen_is_never_overfull_and_numbers_go_on():
    rows = "".join(f"<li>{'Chữ ' * 50}</li>" for _ in range(7))
    shown = slides(f"<h2>Dài</h2><ol>{rows}</ol>")
    assert [one.rank for one in shown] == list(range(1, len(shown) + 1))
    assert len(shown) > 2
    assert sum(one.html.count("<li>") for one in shown) == 7
    starts = [re.search(r'start="(\d+)"', one.html)[1] for one in shown]
    assert starts[0] == "1"
    assert int(starts[1]) == 1 + shown[0].html.count("<li>")


def test_long_words_in_cells_have_places_to_break_at_and_short_ones_none():
    cell = "<td>Số <a>15/2025/QĐ-UBND</a> nghiêng ngả aaaaaaaaaaaaaaa<b>b</b> c/d</td>"
    (slide,) = shown_slides(f"<h2>A</h2><table><tr>{cell}</tr></table>", False)
    assert "Số <a>15/<wbr>2025/<wbr>QĐ-<wbr>UBND</a> nghiêng ngả aaaaaa<wbr>aaaaaa<wbr>aaa<b>b</b> c/d" in slide.html


def text_of(slide):
    return " ".join(html.fromstring(f"<div>{slide.html}</div>").text_content().split())


def test_a_long_paragraph_is_cut_after_sentences_and_keeps_its_markup():
    said = [f"Câu {n} ở TP. Hồ Chí Minh nói về <b>Điều {n}. Việc</b> trong làng." for n in range(60)]
    shown = slides(f"<h2>Dài</h2><p>{' '.join(said)}</p>")
    assert len(shown) > 4
    assert all(len(text_of(one)) < 800 for one in shown)
    assert all(text_of(one).startswith("Câu ") and text_of(one).endswith("trong làng.") for one in shown)
    assert " ".join(map(text_of, shown)) == re.sub("<.*?>", "", " ".join(said))
    assert "".join(one.html for one in shown).count("<b>") == 60


def test_a_sentence_longer_than_a_screen_is_cut_too():
    text = " ".join(["chữ"] * 600)
    shown = slides(f"<h2>Dài</h2><p>{text}</p>")
    assert len(shown) > 2
    assert " ".join(map(text_of, shown)) == text


def test_a_long_table_is_cut_between_rows_below_its_head_on_every_screen():
    rows = "".join(f"<tr><td>{n}</td><td></td><td>Việc {n}</td></tr>" for n in range(30))
    table = f"<table><thead><tr><th>Số</th><th></th><th>Việc</th></tr></thead><tbody>{rows}</tbody></table>"
    shown = slides(f'<h2>Bảng</h2><div class="scroll" aria-label="Bảng 1">{table}</div>')
    assert len(shown) > 2
    assert all(one.html.count("<th>") == 3 and one.html.count("<tr>") < 12 for one in shown)
    assert re.findall(r"<td>(\d+)</td>", "".join(one.html for one in shown)) == [str(n) for n in range(30)]
    assert len({html.fromstring(one.html).get("aria-label") for one in shown}) == len(shown)


@pytest.mark.parametrize("between", ["</p><p>", " ", "<br>"])
def test_of_two_pictures_each_has_its_screen(between):
    shown = slides(f'<h2>Ảnh</h2><p>Lời.</p><p><img src="a.png" alt="a">{between}<img src="b.png" alt="b"></p>')
    assert [re.findall(r'src="(.)', one.html) for one in shown] == [["a"], ["b"]]


def test_what_stands_deep_in_an_item_goes_on_in_its_item_on_the_next_screen():
    deep = "".join(f"<li>Việc {n}</li>" for n in range(30))
    shown = slides(f"<h2>Sâu</h2><ol><li>Một</li><li>Hai<ul>{deep}</ul></li><li>Ba</li></ol>")
    assert len(shown) > 2
    assert " ".join(map(text_of, shown)).count("Việc") == 30
    tree = html.fromstring(f"<div>{shown[0].html}</div>")
    assert tree.xpath("count(./ol/li)") == 2
    assert tree.xpath("count(./ol/li[2]/ul)") == 1
    assert 'start="2"' in shown[1].html
    assert shown[1].html.count('class="rest"') == 1
    assert shown[-1].html.count("<li>Ba</li>") == 1


def test_no_word_is_lost_or_told_twice_however_deep_it_stands():
    rows = "".join(f"<tr><td>h{n}</td><td>{'x' * 70}</td></tr>" for n in range(20))
    inner = f"<p>{' '.join(f'Câu c{n}.' for n in range(300))}</p><table>{rows}</table><pre><code>{'m<br>' * 20}</code></pre>"
    page = f"<ol><li>Một<blockquote>{inner}<ul><li>{inner}</li></ul></blockquote></li></ol><div>{inner}</div>"
    shown = slides(f"<h2>Sâu</h2>{page}")
    assert len(shown) > 12
    assert " ".join(map(text_of, shown)).replace(" ", "") == "".join(html.fromstring(page).text_content().split())
    assert max(len(text_of(one)) for one in shown) < 900


def test_code_is_cut_between_lines_and_a_box_in_boxes():
    code = "\n".join(f"dòng {n}" for n in range(40))
    shown = slides(f"<h2>Mã</h2><pre><code>{code}\n</code></pre>")
    assert "".join(html.fromstring(one.html).text_content() for one in shown) == code + "\n"
    assert len(shown) > 2
    box = "<details><summary>Mở</summary>" + "".join(f"<p>{'Lời. ' * 60}</p>" for _ in range(4)) + "</details>"
    assert [one.html.count("<summary>Mở") for one in slides(f"<h2>Hộp</h2>{box}")] == [1, 1, 1]


@pytest.mark.parametrize(("plain", "own"), [(False, "../#b"), (True, "../index.html#b")])
def test_links_of_slides_lead_where_those_of_the_page_lead(plain, own):
    shown = shown_slides(SLIDED, plain)[1].html
    assert html.fragment_fromstring(shown).xpath("//a/@href") == ["../../../van-ban/x/#dieu-1", own]


def test_slides_come_with_lectures_only(every_kind, in_force):
    assert sorted(path.name.split("-")[0] for path in (every_kind / "trinh-chieu").glob("*.*s")) == [
        "chieu",
        "chieu",
        "khung",
        "xem",
    ]
    assert not (in_force / "trinh-chieu").exists()


def handout(root, added):
    """The sheet to take home of the lecture with what is added to it."""
    file = root / LECTURE
    file.write_text(f"{file.read_text()}\n{added}")
    done = CliRunner().invoke(main, ["print", "bai-giang/bai-giang-mau", "-f", str(root / "mkdocs.yml")])
    assert done.exit_code == 0, done.output
    return pypdf.PdfReader(root / "build/print/bai-giang/bai-giang-mau/bai-giang-mau-phat-tay.pdf")


def words_of(sheet):
    return [" ".join(page.extract_text().split()) for page in sheet.pages]


def smallest_type(page):
    """The height of the smallest letters of a page, in points, without what stands at its head and foot."""
    sizes = []

    def note(text, matrix, line, _, size):
        if text.strip():
            sizes.append(size * abs(line[3] * matrix[3]))

    page.extract_text(visitor_text=note)
    return min(sizes)


def test_the_sheet_to_take_home_has_three_slides_a_page_and_is_without_the_speaker_s_words(bookcase):
    sheet = handout(
        bookcase, f"## Rất dài\n\n{'Một đoạn văn không ai cắt được. ' * 120}\n\n> Hết.\n\n> Lời giảng: Kín.\n"
    )
    text = " ".join(words_of(sheet))
    assert len(sheet.pages) == 4
    assert text.count("Một đoạn văn không ai cắt được.") == 120
    assert "Phần 1 (tiếp)" in text
    assert "Hết." in text
    assert not [said for said in ("Lời giảng", "Kín", "Cô giáo thử") if said in text]
    book = pypdf.PdfReader(bookcase / "build/print/bai-giang/bai-giang-mau/bai-giang-mau.pdf")
    assert "Cô giáo thử: Chào các em." in " ".join(words_of(book))


def test_nothing_is_lost_or_unreadably_small_on_the_sheet_to_take_home(bookcase):
    rows = "\n".join(f"| {n} | Hàng số {n} |" for n in range(1, 31))
    cell = " ".join(f"Lời{n} trong một ô." for n in range(400))
    code = "\n".join(f"    mã {n} {'nghiêng ' * 24}" for n in range(20))
    added = f"## Mã\n\n{code}\n\n## Bảng\n\n| Số | Việc |\n|---|---|\n{rows}\n\n## Ảnh\n\n![Một](bai-giang-mau.png)\n\n![Hai](bai-giang-mau.png)\n"
    sheet = handout(bookcase, f"{added}\n## Ô lớn\n\n| Việc | Lời |\n|---|---|\n| Một | {cell} |\n")
    text = " ".join(words_of(sheet))
    assert [n for n in range(1, 31) if f"Hàng số {n} " not in text] == []
    assert [n for n in range(400) if not re.search(rf"Lời{n}\b", text)] == []
    assert sum(page.get_contents().get_data().count(b" Do") for page in sheet.pages) == 2
    assert min(map(smallest_type, sheet.pages)) >= 7.9


def test_the_imprint_stands_below_the_last_three_slides(bookcase):
    pages = words_of(handout(bookcase, "## Một\n\nLời một.\n\n## Hai\n\nLời hai.\n"))
    assert len(pages) == 2
    assert "Lời hai." in pages[1]
    assert "Biên soạn: Nhóm thử" in pages[1]


def test_a_citation_that_is_said_is_checked_like_one_that_is_written(tmp_path):
    root = copied(SITES / "every-kind", tmp_path)
    captions = root / "content/lectures/bai-giang-mau.vtt"
    captions.write_text(captions.read_text().replace("học Điều 4 Quyết định", "học Điều 44\nQuyết định"))
    said = CliRunner().invoke(main, ["check", "-f", str(root / "mkdocs.yml")])
    assert "content/lectures/bai-giang-mau.vtt:9: " in said.output
    assert "“Điều 44 Quyết định số 01/2026/QĐ-UBND”" in said.output
