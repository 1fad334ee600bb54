"""Files as they really come: from Notepad, from a Mac, from a hostile hand. Never a traceback."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import ROOT

from tusach.problem import Problems
from tusach.shelf import frontmatter
from tusach.shelf.bookcase import read_bookcase
from tusach.shelf.checks import check_bookcase
from tusach.shelf.settings import Settings

PICTURE = (ROOT / "src/tusach/theme/assets/icon-192.png").read_bytes()
STORY = """---
title: Chuyện bờ rào
summary: Tóm tắt.
compiled_by: Nhóm thử
published: 2026-11-01
law_as_of: 2026-11-01
---

## Mở đầu

Hòa giải.
"""


@pytest.fixture
def read(tmp_path):
    (tmp_path / "content/stories").mkdir(parents=True)
    (tmp_path / "content/index.md").write_text("---\ntitle: Nhà\n---\n", encoding="utf-8")

    def read_(data: bytes, name: str = "chuyen.md"):
        (tmp_path / "content/stories" / name).write_bytes(data)
        problems = Problems()
        case = read_bookcase(tmp_path, Settings(), problems)
        check_bookcase(case, problems)
        return case, problems

    return read_


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + STORY.encode(),
        STORY.replace("\n", "\r\n").encode(),
        STORY.replace("\n", "\r").encode(),
        unicodedata.normalize("NFD", STORY).encode(),
        b"\xef\xbb\xbf" + unicodedata.normalize("NFD", STORY).replace("\n", "\r\n").encode(),
    ],
    ids=["bom", "crlf", "cr", "nfd", "all-together"],
)
def test_bom_line_ends_and_unicode_form_make_no_difference(read, data):
    case, problems = read(data)
    assert problems.as_text() == ""
    story = case.publications[0]
    assert (story.title, story.body, story.line) == ("Chuyện bờ rào", "\n## Mở đầu\n\nHòa giải.\n", 8)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("xã\ufeff Mẫu", "xã Mẫu"),
        ("dòng\x0bhai\x0ctrang", "dòng hai trang"),
        ("thủ\x1ftục, hành\x1echính, x\x01\x7f\x9fy", "thủtục, hành-chính, xy"),
        ("gi\xadấy, e\xad\u0302", "giấy, ê"),
        ("một\u2028hai\u2029ba\x85bốn", "một hai ba bốn"),
        ("thừa\u200bkế \u200d nhà\u200c", "thừakế  nhà"),
        ("a\ufdd0\uffff\U0001fffeb\u2060c", "abc"),
        ("👨\u200d👩 និង\u200bភូមិ", "👨\u200d👩 និង\u200bភូមិ"),
        ("cột\tcột", "cột\tcột"),
        ("\u202aĐiều\u200e 5\u202c \u202eluật\u2067 a\u2069\u061c", "Điều 5 luật a"),
    ],
)
def test_what_nobody_sees_is_no_part_of_a_text(read, written, wanted):
    case, problems = read((STORY + f"{written}\n\nCuối.").encode())
    assert problems.as_text() == ""
    assert case.publications[0].body == f"\n## Mở đầu\n\nHòa giải.\n{wanted}\n\nCuối."


def test_what_nobody_sees_is_no_part_of_the_front_matter(read):
    case, problems = read(("\ufeff\ufeff" + STORY.replace("bờ rào", "bờ\u2060\ufeff r\xadào")).encode())
    assert problems.as_text() == ""
    assert case.publications[0].title == "Chuyện bờ rào"


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("Cần:\n\uf0b7 một;\n\uf0a7\thai;\n\uf0d8\u00a0ba", "Cần:\n- một;\n- hai;\n- ba"),
        ("  \uf0b7 lùi\n> \uf0fctrích\n\uf0b7", "  - lùi\n> - trích\n\uf0b7"),
        ("giữa \uf0b7 dòng", "giữa \uf0b7 dòng"),
    ],
)
def test_a_bullet_of_word_begins_an_item_of_a_list(read, written, wanted):
    case, _ = read((STORY + written).encode())
    assert case.publications[0].body.endswith(f"Hòa giải.\n{wanted}")


def test_a_file_name_in_another_unicode_form_keeps_its_links(read):
    read((STORY + "\n[x](chuyện-hai.md)\n").encode())
    _, problems = read(STORY.encode(), unicodedata.normalize("NFD", "chuyện-hai.md"))
    assert problems.as_text() == ""


def test_what_systems_leave_behind_is_no_fault(read, tmp_path):
    for name in ("._chuyen.md", "Thumbs.db", "chuyen.md~", ".DS_Store"):
        (tmp_path / "content" / name).write_bytes(b"\0")
        read(b"\0", name)
    _, problems = read(STORY.encode())
    assert problems.as_text() == ""


def test_links_of_the_file_system_never_lead_out_of_the_bookcase(read, tmp_path):
    (tmp_path / "content/hong.png").symlink_to("khong-co.png")
    (tmp_path / "content/ngoai.txt").symlink_to("/etc/hostname")
    _, problems = read(STORY.encode())
    assert [problem.path for problem in problems] == ["content/hong.png", "content/ngoai.txt"]


def test_a_picture_named_in_another_unicode_form_is_found(read, tmp_path):
    (tmp_path / "content/stories").joinpath(unicodedata.normalize("NFD", "ảnh.png")).write_bytes(PICTURE)
    case, problems = read((STORY + "\n![Ảnh](ảnh.png)\n").encode())
    assert problems.as_text() == ""
    assert unicodedata.is_normalized("NFD", case.assets["content/stories/ảnh.png"])


def test_comments_are_not_read_as_text(read):
    _, problems = read((STORY + "\n<!--\n# Nháp\n[x](khong.md)\n…\n-->\n").encode())
    assert problems.as_text() == ""


def test_a_file_of_five_megabytes_is_reported(read):
    _, problems = read(STORY.encode() + b"x " * 2_500_000)
    assert problems.as_text() == (
        "content/stories/chuyen.md:1: tệp dài 4,8 MB, quá 4 MB - tách thành nhiều chương hoặc nhiều tệp"
    )


def test_a_file_of_three_megabytes_is_read(read):
    _, problems = read(STORY.encode() + b"\n\nTing ting ting ting ting ting.\n" * 90_000)
    assert problems.as_text() == ""


def test_a_link_to_a_file_with_faults_is_not_a_fault_of_its_own(read):
    read(STORY.replace("title:", "titel:").encode(), "hong.md")
    _, problems = read((STORY + "\n[x](hong.md)\n").encode())
    assert {problem.path for problem in problems} == {"content/stories/hong.md"}


@given(data=st.binary(max_size=400))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_make_it_fail(read, data):
    read(data)
    read(b"---\n" + data + b"\n---\n\nx\n")


@given(st.text(st.sampled_from("-: \n[]{}&*!|>'\"%@`#,?\tabđ")))
def test_no_yaml_makes_it_fail(text):
    frontmatter.split(f"---\n{text}\n---\n")
    frontmatter.plugin_options(text)


def test_a_scalar_stays_the_text_that_was_typed():
    matter = frontmatter.split("---\ntitle: 2024\nsummary: no\n---\n")
    assert matter.fields == {"title": "2024", "summary": "no"}


def test_options_are_found_in_an_mkdocs_yml_with_foreign_tags():
    text = "site_url: !ENV [URL, x]\nplugins:\n  - search\n  - tusach:\n      labels: {story: Chuyện}\n"
    assert frontmatter.plugin_options(text) == {"labels": {"story": "Chuyện"}}
    assert frontmatter.plugin_options("plugins: [tusach]") == {}


@pytest.mark.parametrize("sign", ["\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"])
def test_a_soft_line_break_of_word_is_a_blank_and_moves_no_line(read, sign):
    soft = STORY.replace(
        "law_as_of: 2026-11-01", f"law_as_of: 2026-11-01\napproved_by: Tư{sign} pháp{sign} xã{sign} Mẫu"
    )
    case, problems = read(f"{soft}\nHai{sign}dòng, [sai](khong-co.md).\n".encode())
    assert [problem.line for problem in problems] == [14]
    assert case.publications[0].fields.approved_by.split() == ["Tư", "pháp", "xã", "Mẫu"]
    assert "\nHai dòng" in case.publications[0].body


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_a_line_of_yaml_that_is_no_line_of_the_file_is_no_failure(sign):
    matter = frontmatter.split(f"---\ntitle: a{sign} b{sign} c{sign} d\n---\n")
    assert matter.fields["title"].split() == list("abcd")
    assert frontmatter.split(f"---\ntitle: a{sign} b #1 c\n---\n").faults[0].what == "phần sau dấu `#` bị bỏ mất"


def test_every_picture_without_a_description_is_told_at_its_line_before_anything_is_printed(read):
    text = (
        STORY
        + "\n![](a.png) chữ ![ ][anh]\n\n`![](a.png)` ![có](a.png) \\![](a.png)\n\n> - ![](<a.png>){width=3}\n\n[anh]: a.png\n"
    )
    read(PICTURE, "a.png")
    _, problems = read(text.encode())
    assert [(one.path, one.line, one.severity) for one in problems] == [
        ("content/stories/chuyen.md", line, "error") for line in (13, 17)
    ]
    assert "thiếu lời tả" in problems.as_text()


def test_an_escape_of_yaml_brings_in_nothing_that_the_file_itself_could_not(read):
    case, problems = read(STORY.replace("Chuyện bờ rào", r'"Chuye\u0302\u0323n\x07 \0b\uFEFFờ\e rào"').encode())
    assert problems.as_text() == ""
    assert case.publications[0].title == "Chuyện bờ rào"
