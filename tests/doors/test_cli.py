import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner
from tests.conftest import SITES

import tusach.cli
from tusach.cli import main
from tusach.shelf.frontmatter import split
from tusach.shelf.kinds import KINDS


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_check_says_in_vietnamese_that_all_is_well():
    done = run("check", "-f", SITES / "every-kind/mkdocs.yml")
    assert (done.exit_code, done.output) == (0, "Không có lỗi. Đã kiểm tra 16 tài liệu.\n")


def test_check_prints_all_problems_and_ends_with_one():
    config = SITES / "broken/many-at-once/mkdocs.yml"
    expected = (config.parent / "expected.txt").read_text(encoding="utf-8")
    done = run("check", "-f", config)
    assert (done.exit_code, done.output) == (1, expected + "6 lỗi cần sửa.\n")
    as_json = run("check", "--format", "json", "-f", config)
    assert [
        f"{p['path']}:{p['line']}: {p['what']} - {p['remedy']}" for p in json.loads(as_json.output)
    ] == expected.splitlines()
    assert run("check", "--format", "github", "-f", config).output.count("::error file=") == 6


@pytest.mark.parametrize(
    ("added", "line", "what"),
    [("extra: [", 10, "sai cú pháp YAML"), ("extra: 'a", 10, "dấu nháy mở ra mà không đóng"), ("\ta: b", 9, "phím Tab"),
     ("a: b: c", 9, "dấu hai chấm"), ("extra: !ENV [A, b]", 0, "")],
)  # fmt: skip
def test_check_tells_where_mkdocs_yml_is_no_yaml_and_does_not_pass_it(bookcase, added, line, what):
    config = bookcase / "mkdocs.yml"
    config.write_text(f"{config.read_text(encoding='utf-8')}\n{added}\n", encoding="utf-8")
    done = run("check", "-f", config)
    assert done.exit_code == (1 if line else 0)
    told = [one for one in done.output.splitlines() if one.startswith(f"{config}:{line}: ") and what in one]
    assert bool(told) == bool(line)


def test_wrong_usage_ends_with_two(tmp_path):
    assert run("check", "-f", tmp_path / "mkdocs.yml").exit_code == 2
    assert run("check", "--format", "xml").exit_code == 2
    assert run("new", "novel", "Tên").exit_code == 2
    assert run("new", "story", "…", "-f", SITES / "every-kind/mkdocs.yml").exit_code == 2


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_a_new_publication_of_each_kind_tells_what_is_left_to_fill_and_passes_when_filled(kind, bookcase):
    config = bookcase / "mkdocs.yml"
    done = run("new", kind.key, "Tài liệu mới", "-f", config)
    assert done.exit_code == 0, done.output
    file = (
        next(bookcase.joinpath(kind.folder).rglob("tai-lieu-moi*"))
        if not kind.book
        else bookcase / kind.folder / "tai-lieu-moi/index.md"
    )
    checked = run("check", "-f", config)
    assert checked.exit_code == 1
    assert all(line.startswith(file.relative_to(bookcase).as_posix()) for line in checked.output.splitlines()[:-1])

    text = file.read_text(encoding="utf-8")
    filled = {"number: …": "number: 9/2026/QĐ-UBND", "introduces: …": "introduces: 9/2026/QĐ-UBND", "minutes: …": "minutes: 4",
              "- [ ] …": "- [ ] lời khác", "> Căn cứ: khoản … Điều … Luật …": "> Căn cứ: khoản 1 Điều 12 Luật Đất đai số 31/2024/QH15",
              "> **Trả lời của …, ngày … tháng … năm …:** …": "> **Trả lời của Cơ quan thử, ngày 2 tháng 11 năm 2026:** lời đáp",
              "text: …": "text: digest", "source: …": "source: https://vbpl.vn/",
              "status: …": "status: {value: Còn hiệu lực, as_of: 2026-11-01, source: thử}"}  # fmt: skip
    for blank, value in filled.items():
        text = text.replace(f"\n{blank}\n", f"\n{value}\n")
    file.write_text(text.replace("…", "chữ").replace(date.today().isoformat(), "2026-11-01"), encoding="utf-8")
    checked = run("check", "-f", config)
    assert checked.exit_code == 0, checked.output


def test_a_name_with_quotes_and_signs_is_kept(bookcase):
    config = bookcase / "mkdocs.yml"
    assert run("new", "story", 'Thế nào là "sổ đỏ" \\ #1?', "-f", config).exit_code == 0
    text = (bookcase / "content/stories/the-nao-la-so-do-1.md").read_text(encoding="utf-8")
    assert split(text).fields["title"] == 'Thế nào là "sổ đỏ" \\ #1?'


def test_new_never_overwrites(bookcase):
    config = bookcase / "mkdocs.yml"
    assert run("new", "story", "Bờ rào", "-f", config).exit_code == 1


def test_help_is_in_vietnamese_and_names_every_command():
    done = run("--help")
    for word in ("Công cụ cho người biên tập", "new", "check"):
        assert word in done.output


def test_search_answers_from_the_built_site_and_says_when_there_is_none(every_kind, bookcase):
    done = run("search", "ly", "hon", "--site", every_kind)
    assert done.exit_code == 0
    assert done.output.startswith("1. ")
    assert "hoi-dap/ly-hon/" in done.output
    asked = run("search", "ly", "hon", "chia", "tai", "san", "--site", every_kind)
    assert asked.output.startswith("Trả lời ngắn: Thỏa thuận trước")
    nothing = run("search", "xyzzy", "--site", every_kind)
    assert (nothing.exit_code, "Không thấy kết quả nào" in nothing.output) == (1, True)
    unbuilt = run("search", "ly hon", "-f", bookcase / "mkdocs.yml")
    assert (unbuilt.exit_code, "chưa có trang đã dựng" in unbuilt.output) == (2, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("kit", "--help"),
        ("new",),
        ("nope",),
        ("new", "novel", "Tên"),
        ("new", "story", "Tên", "thừa"),
        ("check", "--oops"),
        ("check", "-f"),
        ("new", "question", "Tên", "--from-mail", "khong-co.eml"),
    ],
)
def test_help_and_errors_of_usage_are_in_vietnamese(arguments):
    done = run(*arguments)
    assert "Cách dùng:" in done.output or "Lỗi:" in done.output
    for english in (
        "Usage",
        "Options",
        "Commands",
        "Show this",
        "Try ",
        "Error",
        "Missing",
        "No such",
        "Invalid",
        "Got",
    ):
        assert english not in done.output


def test_the_words_are_compiled_from_their_source():
    folder = Path(tusach.cli.__file__).parent / "locale/vi/LC_MESSAGES"
    fresh = BytesIO()
    with (folder / "click.po").open("rb") as source:
        write_mo(fresh, read_po(source))
    assert (folder / "click.mo").read_bytes() == fresh.getvalue(), "run scripts/words"
