"""What is shared of a publication: the same words, dates and sources in every channel, made without a network."""

import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from urllib.parse import parse_qs, unquote, urlsplit

import feedparser
import numpy as np
import pytest
import soundfile
from lxml import html as lxml_html
from PIL import Image
from tests.conftest import SITES, built, copied, mkdocs

from tusach.outputs.channels.cards import SIZES
from tusach.outputs.channels.loudspeaker import script
from tusach.outputs.channels.notice import Notice
from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase
from tusach.shelf.settings import Settings

# Any program that writes a WAV stands for a voice: this one says one second of silence for each paragraph.
VOICE = """
import sys, wave
paragraphs = sys.stdin.buffer.read().decode().split("\\n\\n")
with wave.open(sys.argv[1], "wb") as sound:
    sound.setparams((1, 2, 22050, 0, "NONE", ""))
    sound.writeframes(b"\\0\\0" * 22050 * len(paragraphs))
"""


@pytest.fixture(scope="module")
def spoken_site(tmp_path_factory):
    folder = copied(SITES / "every-kind", tmp_path_factory.mktemp("channels"))
    (folder / "voice.py").write_text(VOICE, encoding="utf-8")
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    command = f"{sys.executable} {folder / 'voice.py'} {{wav}}"
    config.write_text(text.replace("{print: false}", f'{{print: false, voice: "{command}"}}'), encoding="utf-8")
    assert command in config.read_text(encoding="utf-8")
    return built(folder)


def size_of(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def test_every_publication_has_cards_of_both_sizes_and_pages_name_them(every_kind):
    pages = list(every_kind.glob("*/*/chia-se/index.html"))
    assert len(pages) >= 10
    for page in pages:
        for name, size in SIZES.items():
            assert size_of((page.parent / name).read_bytes()) == size
        publication = lxml_html.parse(str(page.parents[1] / "index.html"))
        image = publication.xpath("string(//meta[@property='og:image']/@content)")
        address = page.parents[1].relative_to(every_kind).as_posix()
        assert image == f"https://example.org/thu/{address}/chia-se/the-ngang.png"
        assert publication.xpath("string(//meta[@property='og:title']/@content)")
    home = lxml_html.parse(str(every_kind / "index.html"))
    assert home.xpath("string(//meta[@property='og:image']/@content)").endswith("/thu/chia-se/the-ngang.png")
    assert (every_kind / "chia-se/the-ngang.png").is_file()


def test_posts_and_messages_say_the_same_with_date_source_and_address(every_kind):
    folder = every_kind / "hoi-dap/ly-hon/chia-se"
    page = lxml_html.parse(str(folder / "index.html"))
    answer = "".join(lxml_html.parse(str(folder.parent / "index.html")).xpath("//section[@class='answer']/p//text()"))
    for name in ("_bai-zalo", "_bai-facebook"):
        text = page.xpath(f"string(//textarea[@id='{name}'])")
        assert answer in text
        assert "Đối chiếu pháp luật đến ngày" in text
        assert "https://example.org/thu/hoi-dap/ly-hon/" in text
    link = urlsplit(page.xpath("string(//a[contains(@href, 'facebook.com')]/@href)"))
    assert parse_qs(link.query)["u"] == ["https://example.org/thu/hoi-dap/ly-hon/"]
    plain = page.xpath("string(//textarea[@id='_sms-khong-dau'])")
    assert plain.isascii()
    assert unquote(page.xpath("string(//a[starts-with(@href, 'sms:')]/@href)")).endswith(plain)


def test_the_page_of_sharing_says_that_nobody_approved(every_kind):
    assert "Chưa ghi người phê duyệt" in (every_kind / "hoi-dap/ly-hon/chia-se/index.html").read_text(encoding="utf-8")


def test_an_own_sms_goes_out_instead_of_the_summary(tmp_path):
    folder = copied(SITES / "every-kind", tmp_path / "case")
    file = folder / "content/questions/ly-hon.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace("---\n", "---\nsms: Ly hôn chia đôi của chung.\n", 1), encoding="utf-8"
    )
    text = (built(folder) / "hoi-dap/ly-hon/chia-se/tin-nhan.txt").read_text(encoding="utf-8-sig")
    assert "Ly hôn chia đôi của chung." in text
    assert "Ly hon chia doi cua chung." in text


def test_a_voice_reads_broadcasts_and_a_podcast_offers_them(spoken_site):
    sounds = list(spoken_site.rglob("*.mp3"))
    assert [sound.parent.parent.name for sound in sounds] == ["phat-thanh"]
    podcast = feedparser.parse((spoken_site / "phat-thanh/podcast.xml").read_bytes())
    assert not podcast.bozo
    cover = spoken_site / podcast.feed.image.href.removeprefix("https://example.org/thu/")
    assert Image.open(BytesIO(cover.read_bytes())).size == (1400, 1400)
    (episode,) = podcast.entries
    (enclosure,) = episode.enclosures
    path = enclosure.href.removeprefix("https://example.org/thu/")
    assert (spoken_site / path).stat().st_size == int(enclosure.length)
    assert soundfile.info(BytesIO(sounds[0].read_bytes())).duration > 1
    assert "mp3" in (spoken_site / sounds[0].parent.relative_to(spoken_site) / "chia-se/index.html").read_text("utf-8")


def test_a_voice_that_fails_stops_the_build_and_says_why(tmp_path):
    folder = copied(SITES / "every-kind", tmp_path / "case")
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("{print: false}", '{print: false, voice: "false {wav}"}'), encoding="utf-8")
    done = mkdocs(config)
    assert done.returncode != 0
    assert "`voice`: lệnh đọc `false` không ghi ra tệp âm thanh" in done.stdout + done.stderr


def test_without_a_voice_there_is_a_script_and_no_sound(tmp_path):
    folder = copied(SITES / "every-kind", tmp_path / "case")
    config = folder / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("{print: false}", "{print: false, voice: off}"), encoding="utf-8"
    )
    site = built(folder)
    assert not list(site.rglob("*.mp3"))
    assert list(site.glob("phat-thanh/*/chia-se/bai-doc-loa.txt"))
    assert not (site / "phat-thanh/podcast.xml").exists()


def test_what_a_person_has_recorded_is_heard_instead_of_the_machine(tmp_path):
    folder = copied(SITES / "every-kind", tmp_path / "case")
    page = next((folder / "content/broadcasts").glob("*.md"))
    soundfile.write(page.with_name("chị Thử đọc #2.mp3"), np.zeros(32000), 16000, format="MP3")
    page.write_text(
        page.read_text(encoding="utf-8").replace("minutes: 3", "minutes: 3\nrecording: 'chị Thử đọc #2.mp3'"), "utf-8"
    )
    command = [sys.executable, "-m", "tusach", "kit", f"phat-thanh/{page.stem}", "-f", str(folder / "mkdocs.yml")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stdout + done.stderr
    (packed,) = (folder / "build/kit").glob("*.zip")
    sounds = [name for name in zipfile.ZipFile(packed).namelist() if name.endswith(".mp3")]
    assert sounds == [f"{page.stem}/loa/chị Thử đọc #2.mp3"]

    site = built(folder)
    assert [sound.name for sound in site.rglob("*.mp3")] == ["chị Thử đọc #2.mp3"]
    html = lxml_html.parse(site / f"phat-thanh/{page.stem}/index.html")
    assert "Giọng người đọc" in html.getroot().text_content()
    heard = html.xpath("string(//audio/@src)")
    assert (site / f"phat-thanh/{page.stem}" / unquote(urlsplit(heard).path)).resolve().is_file()
    (episode,) = feedparser.parse((site / "phat-thanh/podcast.xml").read_bytes()).entries
    assert unquote(episode.enclosures[0].href).endswith("/broadcasts/chị Thử đọc #2.mp3")
    assert episode.itunes_duration == "2"


def test_the_script_marks_what_is_read_twice_and_what_repeats():
    case = read_bookcase(SITES / "every-kind", Settings(), Problems())
    item = next(one for one in case.publications if one.kind.key == "broadcast")
    told = Notice("", "", ("",), (), (), "")
    html = "<h2>Tiêu điểm</h2><p>Đi khai sinh trong 60 ngày.</p><h2>Nội dung</h2><p>Mang giấy chứng sinh.</p>"
    html += "<h2>Căn cứ</h2><p>Điều 15.</p><h2>Nhắc lại</h2><p>Mang giấy chứng sinh.</p>"
    read = script(item, told, html)
    said = [(line.text, line.mark) for line in read.lines if not line.heading]
    assert said == [
        ("Đi khai sinh trong sáu mươi ngày.", "đọc hai lần"),
        ("Mang giấy chứng sinh.", ""),
        ("Mang giấy chứng sinh.", "nhắc lại"),
    ]
    assert read.speech.count("sáu mươi ngày") == 2


def said_of(html: str) -> list[tuple[str, str]]:
    """The lines that are read of a broadcast's page, each with its mark."""
    case = read_bookcase(SITES / "every-kind", Settings(), Problems())
    item = next(one for one in case.publications if one.kind.key == "broadcast")
    read = script(item, Notice("", "", ("",), (), (), ""), html)
    return [(line.text, line.mark) for line in read.lines if not line.heading]


def test_a_ruler_is_not_read_and_changes_nothing():
    html = "<h2>Tiêu điểm</h2><p>Một.</p><hr><p>Hai.</p><h2>Căn cứ</h2><p>Ba.</p><hr /><p>Bốn.</p>"
    assert said_of(html) == [("Một.", "đọc hai lần"), ("Hai.", "đọc hai lần")]


def test_what_is_not_read_holds_for_lower_headings_and_ends_with_the_next_of_its_level():
    html = "<h2>Căn cứ</h2><p>Một.</p><h3>Luật</h3><p>Hai.</p><h4>Điều</h4><p>Ba.</p><h2>Lời chào</h2><p>Bốn.</p>"
    assert said_of(html) == [("Bốn.", "")]


def test_a_table_is_read_row_by_row_after_the_titles_of_its_columns():
    html = """<div class="scroll"><table><thead><tr><th>Thôn</th><th>Ngày</th><th>Hạn nộp</th><th>Mức</th></tr></thead><tbody>
    <tr><td>Thôn Một</td><td>1/7</td><td>2/8</td><td>50-60 kg</td></tr>
    <tr><td>Thôn Hai</td><td>2/7</td><td></td><td>5<br>kg.</td></tr></tbody></table></div>"""
    assert said_of(html) == [
        ("Thôn: Thôn Một. Ngày: một tháng bảy. Hạn nộp: hai tháng tám. Mức: năm mươi đến sáu mươi ki-lô-gam.", ""),
        ("Thôn: Thôn Hai. Ngày: hai tháng bảy. Mức: năm ki-lô-gam.", ""),
    ]


def test_a_table_without_titles_is_read_cell_by_cell():
    assert said_of("<table><tr><td>Thôn Một</td><td>7h</td></tr></table>") == [("Thôn Một. bảy giờ.", "")]


def test_each_nested_item_is_a_line_of_its_own():
    html = """<ol><li>Việc một</li><li><p>Việc <b>hai</b></p><p>thêm</p><ul><li>con một</li><li>con hai<ul><li>cháu</li></ul></li>
    </ul></li></ol><blockquote><p>Lời một.</p><ul><li>Lời hai</li></ul></blockquote>"""
    lines = ["Việc một", "Việc hai thêm", "con một", "con hai", "cháu", "Lời một.", "Lời hai"]
    assert said_of(html) == [(line, "") for line in lines]


def test_footnotes_are_not_read():
    html = """<p>Có chú<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup> thích.</p>
    <div class="footnote"><hr /><ol><li id="fn:1"><p>Ghi chú.&#160;<a class="footnote-backref" href="#fnref:1">↩</a></p></li></ol></div>"""
    assert said_of(html) == [("Có chú thích.", "")]


def test_raised_figures_are_read_as_powers():
    html = (
        "<p>Rộng 5 m<sup>2</sup>, 3 km<sup>2</sup>, 2 cm<sup>3</sup>, tính theo m<sup>2</sup>; 10<sup>6</sup> con.</p>"
    )
    assert said_of(html) == [
        (
            "Rộng năm mét vuông, ba ki-lô-mét vuông, hai xăng-ti-mét khối, tính theo mét vuông; mười mũ sáu con.",
            "",
        )
    ]


def test_what_is_struck_is_not_read():
    html = "<p>Nộp <del>cũ</del> <s>bỏ</s> phí <strike>xưa</strike> mới, ~~hai~~ lần.</p><del>Cả dòng.</del>"
    assert said_of(html) == [("Nộp phí mới, hai lần.", "")]


def test_the_kit_gathers_everything_in_one_zip_twice_the_same(tmp_path):
    folder = copied(SITES / "every-kind", tmp_path / "case")
    command = [sys.executable, "-m", "tusach", "kit", "to-gap/to-gap-mau", "-f", str(folder / "mkdocs.yml")]
    zips = []
    for _ in range(2):
        done = subprocess.run(command, capture_output=True, text=True, timeout=180)
        assert done.returncode == 0, done.stdout + done.stderr
        zips.append((folder / "build/kit/to-gap-to-gap-mau.zip").read_bytes())
        shutil.rmtree(folder / "build/kit")
    assert zips[0] == zips[1]
    names = {name.partition("/")[2] for name in zipfile.ZipFile(BytesIO(zips[0])).namelist()}
    modes = {info.external_attr >> 16 & 0o777 for info in zipfile.ZipFile(BytesIO(zips[0])).infolist()}
    assert modes == {0o644}, "what is unpacked may be read by everybody"
    wanted = {
        "DOC-TRUOC.txt",
        "in/to-gap-mau.pdf",
        "in/to-gap-mau-to-gap.pdf",
        "in/to-gap-mau-ap-phich.pdf",
        "in/ma-qr.png",
    }
    wanted |= {"loa/bai-doc-loa.txt", "mang/tin-nhan.txt", "mang/bai-dang-zalo.txt", "mang/bai-dang-facebook.txt"}
    wanted |= {"mang/the-ngang.png", "mang/the-vuong.png", "doc/to-gap-mau.epub", "doc/to-gap-mau.docx"}
    assert wanted <= names
    letter = zipfile.ZipFile(BytesIO(zips[0])).read("to-gap-mau/DOC-TRUOC.txt").decode("utf-8-sig")
    assert "Phê duyệt: chưa ghi" in letter


@pytest.mark.parametrize("given", ["https://example.org/thu/to-gap/to-gap-mau/", "thu/to-gap/to-gap-mau/chia-se/"])
def test_the_address_may_be_copied_from_the_browser(tmp_path, given):
    folder = copied(SITES / "every-kind", tmp_path / "case")
    command = [sys.executable, "-m", "tusach", "kit", given, "-f", str(folder / "mkdocs.yml")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "build/kit/to-gap-to-gap-mau.zip").is_file()


def test_an_address_that_is_not_there_is_told(tmp_path):
    folder = copied(SITES / "every-kind", tmp_path / "case")
    command = [sys.executable, "-m", "tusach", "kit", "hoi-dap/khong-co", "-f", str(folder / "mkdocs.yml")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert "không có bài nào ở địa chỉ hoi-dap/khong-co" in done.stderr
