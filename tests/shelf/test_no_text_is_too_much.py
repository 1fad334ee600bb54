"""Texts made to be slow: told with their place before anything reads them, or read in their time; never a hang, never a traceback."""

from textwrap import dedent

import markdown
import pytest

from tusach.law.provision import separate_blocks, with_anchors
from tusach.mkdocs_plugin.theme import _EXTENSIONS
from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase
from tusach.shelf.bounds import faults_of_size
from tusach.shelf.checks import check_bookcase
from tusach.shelf.links import document_anchors, headings, links
from tusach.shelf.settings import Settings

SIGNS = [
    "*",
    "_",
    "[",
    "![",
    "(",
    "<a ",
    "<",
    "<!--",
    "<![CDATA[",
    "`",
    "~",
    "|",
    "-",
    ".",
    "…",
    "1",
    " ",
    "Điều 1 ",
    "khoản ",
    "“",
    "&",
    "[a](",
    "\\",
    "a\n: b\n",
    "> ",
    "- ",
    "  - ",
    "-   ",
]


def rendered(text: str) -> str:
    return markdown.Markdown(extensions=list(_EXTENSIONS), extension_configs=_EXTENSIONS).convert(separate_blocks(text))


def told(body: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.what) for fault in faults_of_size(body, 1)]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_line_longer_than_any_sentence_is_told_with_its_number(sign):
    (fault, *_) = told(f"Một dòng.\n\n{(sign.replace(chr(10), ' ') * 30_000)[:30_000]}\n")
    assert fault == (3, "dòng dài 30000 chữ, quá 20000")


@pytest.mark.parametrize("sign", SIGNS)
def test_a_long_line_of_signs_is_told_or_read(sign):
    text = (sign * 20_000)[:19_000]
    if not told(text):
        assert rendered(text) is not None
    links(text)
    headings(text)
    document_anchors(f"### Điều 1. Tên\n\n{text}")


@pytest.mark.parametrize(
    "row", ["____", "----", "****", "  ____", "* * *", "# A", "- a", "1. a", "| a |", "> a", "a) b", "1. Đất: ____"]
)
def test_a_hundred_thousand_short_lines_are_told_or_read(row):
    text = f"{row}\n" * 20_000
    if not told(text):
        assert rendered(text) is not None


def test_dotted_lines_of_a_form_are_read_however_many():
    assert told("____\n" * 100_000) == []
    assert rendered("____\n" * 20_000).count("<hr") == 20_000


def test_rules_and_headings_are_parted_and_nothing_else_changes():
    text = dedent("""\
        ## Tên
        Họ tên: ____
        ____
        Chữ
        ***
        - một
          ___
        - hai
        ```
        # mã
        ----
        ```
        """)
    assert [line for line in separate_blocks(text).split("\n") if line] == [line for line in text.split("\n") if line]
    assert separate_blocks(text).startswith(
        "## Tên\n\nHọ tên: ____\n\n____\n\nChữ\n\n***\n\n- một\n  ___\n- hai\n```\n# mã\n----\n"
    )
    assert separate_blocks(separate_blocks(text)) == separate_blocks(text)


@pytest.mark.parametrize("level", ["    ", "\t", "- ", "1. ", "> ", "> - ", "* > "])
def test_what_is_nested_deeper_than_anybody_reads_is_told_with_its_line(level):
    assert told(f"Chữ.\n\n{level * 300}- a\n") == [(3, "danh sách lồng sâu quá 40 cấp")]
    fine = f"{level * 8}- a"
    assert told(fine) == []
    assert rendered(fine)


def test_a_line_of_nothing_but_blanks_is_an_empty_line():
    assert told(f"Chữ.\n{' ' * 300}\nChữ.\n{chr(9) * 90}\n") == []


def test_brackets_that_are_closed_are_no_fault_however_many():
    assert (
        told("[Luật Đất đai](../documents/a.md) (số 31), [x], [ ] <b>đậm</b> <https://a.vn>, `[[[[<a `.\n\n" * 20_000)
        == []
    )
    assert told("| [a](b.md) | c |\n" * 40_000) == []


@pytest.mark.parametrize(
    ("sign", "what"), [("[", "dấu `[`"), ("[a](", "dấu `[`"), ("<a ", "dấu `<`"), ("<!a ", "dấu `<`")]
)
def test_brackets_without_end_are_told_once_with_a_line(sign, what):
    ((line, fault),) = (
        told(f"Chữ.\n\n{f'{sign * 10}{chr(10) * 2}' * 60_000}"[:1_000_000])
        if sign[0] == "<"
        else told("Chữ.\n\n" + f"{sign * 400}\n" * 9)
    )
    assert what in fault
    assert line >= 3


def test_a_paragraph_without_end_is_told_and_a_long_table_or_law_is_not():
    assert told("Chữ và chữ.\n" * 4000) == [(1, "đoạn dài 47999 chữ không có dòng trống, quá 40000")]
    assert told("| Chữ | và chữ |\n" * 10_000) == []
    assert told("```\n" + "Chữ và chữ.\n" * 4000 + "```\n") == []


def test_a_note_called_beyond_count_is_told_with_the_line_of_the_call():
    assert told("chữ[^1]\n\n" * 500 + "[^1]: Nguồn.\n") == []
    assert told("chữ[^1]\nvà[^2]\n\n" * 501) == [
        (1501, "chú thích `[^1]` được gọi quá 500 lần"),
        (1502, "chú thích `[^2]` được gọi quá 500 lần"),
    ]


def test_a_text_of_more_paragraphs_than_any_law_is_told():
    assert told("a\n\n" * 100_000) == []
    assert told("a\n\n" * 100_001) == [(200_001, "tệp có 100001 đoạn, quá 100000")]


def test_a_hundred_thousand_headings_of_one_name_each_have_their_anchor():
    found = headings("## A\n\n" * 50_000 + "## A_7 {#a_50001}\n\n## A\n\n## A\n")
    assert [one.anchor for one in (*found[:3], *found[-4:])] == [
        "a",
        "a_1",
        "a_2",
        "a_49999",
        "a_50001",
        "a_50000",
        "a_50002",
    ]


def test_short_forms_beyond_count_are_told():
    assert told("".join(f"*[A{number}]: b\n\n" for number in range(501)))[0][1] == "quá 500 chữ viết tắt `*[…]:`"


def test_check_tells_it_with_file_and_line_and_reads_no_further(tmp_path):
    (tmp_path / "content/stories").mkdir(parents=True)
    (tmp_path / "content/index.md").write_text("---\ntitle: Nhà\n---\n\n[đây](stories/chuyen.md)\n", encoding="utf-8")
    (tmp_path / "content/stories/chuyen.md").write_text(
        f"---\ntitle: Chuyện\n---\n\n{'[' * 3_000_000}\n", encoding="utf-8"
    )
    problems = Problems()
    check_bookcase(read_bookcase(tmp_path, Settings(), problems), problems)
    assert [(problem.path, problem.line) for problem in problems] == [("content/stories/chuyen.md", 5)] * len(problems)
    assert problems.as_text().startswith("content/stories/chuyen.md:5: dòng dài 3000000 chữ")


def test_a_law_of_many_units_keeps_its_anchors():
    law = "### Điều 1. Tên\n\n1. Một:\n____\na) hai;\n"
    assert with_anchors(law).count("{: #") == 3
