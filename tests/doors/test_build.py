"""`mkdocs build` as an editor runs it: addresses, anchors, failures, another bookcase elsewhere."""

import os
import re
import shutil
import subprocess
import sys
import time
import unicodedata
import urllib.request
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html
from tests.conftest import SITES, built, copied, free_port, mkdocs

from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase
from tusach.shelf.kinds import KINDS
from tusach.shelf.links import document_anchors, headings
from tusach.shelf.settings import Settings


def pages(site: Path):
    return {path.relative_to(site).as_posix(): html.parse(path).getroot() for path in site.rglob("*.html")}


def files(folder: Path):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def parsed(every_kind):
    return pages(every_kind)


@pytest.mark.parametrize(
    "address",
    [
        "index.html",
        "404.html",
        "sitemap.xml",
        "tim-kiem/index.html",
        "a-z/index.html",
        "chu-de/index.html",
        "chu-de/dat-dai/index.html",
        "gioi-thieu/index.html",
        "van-ban/01-2026-qd-ubnd/index.html",
        "so-tay/so-tay-mau/index.html",
        "so-tay/so-tay-mau/mo-dau/index.html",
        "so-tay/mot-tep/index.html",
        "tep/handbooks/so-tay-mau/anh.png",
        "search/manifest.js",
        *(f"{kind.address}/index.html" for kind in KINDS),
    ],
)
def test_the_site_has_the_promised_address(every_kind, address):
    assert (every_kind / address).is_file()


def test_a_file_that_no_page_names_stays_at_home(in_force):
    assert not [file for file in in_force.rglob("*") if file.stem in ("nhap", "ghi-chu")]


def test_a_document_has_an_anchor_for_each_điều_khoản_and_điểm(parsed):
    ids = parsed["van-ban/01-2026-qd-ubnd/index.html"].xpath("//*[@id]/@id")
    for anchor in ("dieu-1", "dieu-1-khoan-2", "dieu-1-khoan-2-diem-d", "dieu-1-khoan-2-diem-dd", "dieu-1a-khoan-3a"):
        assert ids.count(anchor) == 1


def test_every_link_of_every_page_leads_somewhere(parsed, every_kind):
    for address, tree in parsed.items():
        if address == "404.html":
            continue
        for attribute in ("href", "src", "action"):
            for to in tree.xpath(f"//@{attribute}"):
                parts = urlsplit(to)
                if parts.scheme or parts.netloc:
                    continue
                target = urljoin(f"/{address}", unquote(parts.path)).lstrip("/") if parts.path else address
                target += "index.html" if not target or target.endswith("/") else ""
                assert (every_kind / target).is_file(), f"{address}: {to}"
                if parts.fragment and target in parsed:
                    assert parsed[target].xpath("//*[@id=$id]", id=unquote(parts.fragment)), f"{address}: {to}"


def test_the_checker_knows_the_anchors_that_the_page_will_have(every_kind, parsed):
    case = read_bookcase(SITES / "every-kind", Settings(), Problems())
    for leaf in case.leaves():
        if leaf is case.home:
            continue
        ids = set(parsed[f"{leaf.address}/index.html"].xpath("//article//*/@id"))
        owner = case.owner.get(leaf.path)
        known = (
            document_anchors(leaf.body)
            if owner and owner.kind.key == "document"
            else {h.anchor for h in headings(leaf.body)}
        )
        assert known <= ids, leaf.path


def test_citations_lead_to_the_provision_from_text_and_from_the_short_answer(parsed):
    page = parsed["hoi-dap/ly-hon/index.html"]
    links = {link.text_content(): link.get("href") for link in page.xpath("//a[@class='cited']")}
    assert links == {
        "khoản 1 Điều 1 Quyết định số 01/2026/QĐ-UBND": "../../van-ban/01-2026-qd-ubnd/#dieu-1-khoan-1",
        "Điều 3 Quyết định mẫu": "../../van-ban/01-2026-qd-ubnd/#dieu-3",
        # The name stands in italics: one citation, two links.
        "điểm đ khoản 2 Điều 1 ": "../../van-ban/01-2026-qd-ubnd/#dieu-1-khoan-2-diem-dd",
        "Quyết định mẫu": "../../van-ban/01-2026-qd-ubnd/#dieu-1-khoan-2-diem-dd",
    }


def test_a_document_links_its_own_articles(parsed):
    page = parsed["van-ban/01-2026-qd-ubnd/index.html"]
    assert page.xpath("//p//a[@class='cited'][not(ancestor::aside)]/@href") == ["#dieu-1"]


def test_an_old_address_leads_to_the_new_one(parsed):
    moved = parsed["hoi-dap/ly-hon-cu/index.html"]
    assert moved.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../ly-hon/index.html"]


def test_the_edit_link_names_the_file_in_the_repository(parsed):
    page = parsed["so-tay/so-tay-mau/mo-dau/index.html"]
    assert page.xpath("//p[@class='edit']/a/@href") == [
        "https://example.org/kho/edit/main/handbooks/so-tay-mau/01-mo-dau.md"
    ]


def test_pages_ask_nothing_of_another_host(parsed):
    for address, tree in parsed.items():
        loads = tree.xpath(
            "//script/@src | //link[@rel!='canonical']/@href | //img/@src | //iframe/@src | //source/@src"
        )
        assert not [to for to in loads if urlsplit(to).netloc], address


def test_no_english_is_left_for_readers(parsed):
    english = re.compile(
        r"\b(search|home|next|previous|table of contents|skip to|back to|copy|edit|permanent link|page|menu|footer"
        r"|navigation|initializing|last update|share|print|loading|close|not found|material|powered)\b",
        re.IGNORECASE,
    )
    for address, tree in parsed.items():
        for part in tree.xpath("//script | //style"):
            part.drop_tree()
        shown = [tree.text_content(), *tree.xpath("//@title | //@aria-label | //@placeholder | //@alt")]
        assert not english.search(" ".join(shown)), (address, english.search(" ".join(shown)))
        assert tree.get("lang") == "vi"


def test_all_text_is_in_one_unicode_form(every_kind):
    for path, data in files(every_kind).items():
        if path.endswith((".html", ".js")):
            assert unicodedata.is_normalized("NFC", data.decode()), path


def test_the_same_bookcase_gives_the_same_bytes(every_kind, tmp_path):
    again = files(built(copied(SITES / "every-kind", tmp_path)))
    first = files(every_kind)
    assert first.keys() == again.keys()
    assert [path for path in first if first[path] != again[path]] == []


def test_a_failing_build_tells_all_and_leaves_the_last_good_site(bookcase):
    site = built(bookcase)
    before = files(site)
    (bookcase / "content/stories/hong.md").write_text(
        "---\ntitle: Hỏng\n---\n\nXem [x](khong-co.md).\n", encoding="utf-8"
    )
    (bookcase / "handbooks/so-tay-mau/02-tiep-theo.md").write_bytes(b"\xff\xfe")
    done = mkdocs(bookcase / "mkdocs.yml")
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    for told in ("hong.md:1: thiếu mục `summary`", "hong.md:5: liên kết", "02-tiep-theo.md:1: tệp không phải Unicode"):
        assert told in said
    assert "Trang đã dựng lần trước vẫn còn nguyên" in said
    assert files(site) == before
    assert [path.name for path in bookcase.iterdir() if path.name.startswith(".site")] == []


def test_a_fault_met_while_rendering_leaves_the_last_good_site(bookcase):
    site = built(bookcase)
    before = files(site)
    overrides = bookcase / "mau"
    overrides.mkdir()
    (overrides / "page.html").write_text("{{ 1 / 0 }}", encoding="utf-8")
    config = bookcase / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8") + "theme: {name: material, custom_dir: mau}\n", encoding="utf-8"
    )
    done = mkdocs(config)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "gioi-thieu.md" in done.stderr
    assert "Trang đã dựng lần trước vẫn còn nguyên" in done.stdout + done.stderr
    assert files(site) == before
    assert [path.name for path in bookcase.iterdir() if path.name.startswith(".site")] == []


@pytest.mark.parametrize("quiet", [[], ["-q"]], ids=["aloud", "quiet"])
def test_a_warning_of_mkdocs_itself_stops_the_build_said_aloud_or_not(bookcase, quiet):
    site = built(bookcase)
    before = files(site)
    hook = bookcase / "hook.py"
    hook.write_text(
        "import logging\ndef on_page_markdown(markdown, **_):\n    logging.getLogger('mkdocs.x').warning('chuyện lạ')\n",
        encoding="utf-8",
    )
    config = bookcase / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "hooks: [hook.py]\n", encoding="utf-8")
    done = mkdocs(config, *quiet)
    assert done.returncode == 1
    assert "chuyện lạ" in done.stderr
    assert "cảnh báo ở trên" in done.stdout + done.stderr
    assert files(site) == before


def test_wrong_options_are_told_and_stop_the_build(bookcase):
    config = bookcase / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("{print: false}", "{topics: [a], folders: {story: 5}}")
    config.write_text(text, encoding="utf-8")
    done = mkdocs(config)
    assert done.returncode == 1
    assert "mục `topics` viết sai kiểu" in done.stderr
    assert "Traceback" not in done.stderr


def test_another_bookcase_elsewhere_builds_with_the_installed_package(tmp_path):
    shelf = tmp_path / "xa khác"
    (shelf / "content/stories").mkdir(parents=True)
    (shelf / "mkdocs.yml").write_text("site_name: Xã khác\ndocs_dir: content\nplugins: [tusach]\n", encoding="utf-8")
    (shelf / "content/index.md").write_text("---\ntitle: Chào bà con\n---\n", encoding="utf-8")
    shutil.copy(SITES / "every-kind/content/stories/bo-rao.md", shelf / "content/stories/bo-rao.md")
    done = mkdocs(shelf / "mkdocs.yml")
    assert done.returncode == 0, done.stderr
    home = html.parse(shelf / "site/index.html").getroot()
    assert home.xpath("//h1/text()") == ["Chào bà con"]
    assert home.xpath("//a[contains(@href, 'bo-rao')]/@href") == ["cau-chuyen/bo-rao/"]


def test_plain_file_addresses_can_be_chosen(bookcase):
    config = bookcase / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "use_directory_urls: false\n", encoding="utf-8")
    home = html.parse(built(bookcase) / "index.html").getroot()
    links = [to for to in home.xpath("//a/@href") if not urlsplit(to).scheme and not to.startswith("#")]
    assert links
    assert all(to.split("#")[0].endswith(".html") for to in links)


def test_an_unknown_kind_in_the_options_is_told(bookcase):
    config = bookcase / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("{print: false}", "{labels: {storys: Chuyện}}")
    config.write_text(text, encoding="utf-8")
    done = mkdocs(config)
    assert done.returncode == 1
    assert "không có loại `storys`" in done.stderr


def test_titles_and_answers_are_shown_as_text_never_run(bookcase):
    story = bookcase / "content/stories/bo-rao.md"
    text = story.read_text(encoding="utf-8").replace("title: Bờ rào", "title: 'Bờ <script>alert(1)</script> rào'")
    story.write_text(text + '\n<script>alert(2)</script>\n\n<p onclick="alert(3)">x</p>\n', encoding="utf-8")
    site = built(bookcase)
    for path, tree in pages(site).items():
        assert not [code for code in tree.xpath("//script[not(@type)]/text()") if "alert(" in code], path
        assert not tree.xpath("//@onclick"), path
    assert "Bờ <script>" in html.parse(site / "cau-chuyen/bo-rao/index.html").getroot().xpath("//h1")[0].text


def test_serve_watches_every_shelf_and_rebuilds_on_a_change(bookcase):
    with subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-f", str(bookcase / "mkdocs.yml"), "-a", f"127.0.0.1:{free_port()}"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    ) as server:
        try:
            address = next(m[1] for line in server.stderr if (m := re.search(r"Serving on (\S+)", line)))
            chapter = bookcase / "handbooks/so-tay-mau/01-mo-dau.md"
            chapter.write_text(chapter.read_text(encoding="utf-8") + "\nĐoạn vừa thêm.\n", encoding="utf-8")
            for _ in range(100):
                page = urllib.request.urlopen(f"{address}so-tay/so-tay-mau/mo-dau/", timeout=10).read().decode()
                if "Đoạn vừa thêm." in page:
                    break
                time.sleep(0.2)
            assert "Đoạn vừa thêm." in page
            assert not (bookcase / "site").exists()
        finally:
            server.terminate()
