"""An error of the program itself: the page at hand and what to do are told in Vietnamese, Python's own words apart."""

import pytest
from mkdocs.exceptions import Abort

from tusach.mkdocs_plugin import TusachPlugin
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.fields import PageFields
from tusach.shelf.publication import Leaf

PAGE = Leaf("content/gioi-thieu.md", "gioi-thieu", PageFields(title="Giới thiệu"), "", 1)


@pytest.fixture
def told(tmp_path, capsys):
    def told_(error: Exception, at: str) -> tuple[str, str]:
        plugin = TusachPlugin()
        plugin.bookcase, plugin.at_work = Bookcase(tmp_path, pages=(PAGE,)), at
        with pytest.raises(Abort) as stopped:
            plugin.on_build_error(error=error)
        return str(stopped.value), capsys.readouterr().err

    return told_


@pytest.mark.parametrize(
    "error", [ValueError("Exceeds the limit"), RecursionError("maximum"), MemoryError(), IndexError("list")]
)
def test_the_page_and_a_remedy_are_named_and_the_errors_own_words_stand_apart(told, error):
    message, detail = told(error, PAGE.path)
    assert message.startswith(f"Dừng lại: {PAGE.path}: ")
    assert " - " in message
    assert message.endswith("Trang đã dựng lần trước vẫn còn nguyên.")
    assert type(error).__name__ not in message
    assert str(error) not in message or not str(error)
    assert detail.startswith(f"Chi tiết kỹ thuật: {type(error).__name__}")


def test_what_belongs_to_no_page_names_none(told):
    for at in ("", "chu-de/dat-dai/index.md"):
        message, _ = told(KeyError("x"), at)
        assert "không phải của bài nào" in message
        assert "chu-de" not in message


def test_a_full_disk_is_no_error_of_the_program(told):
    message, detail = told(OSError(28, "No space left", "x"), PAGE.path)
    assert "đĩa hết chỗ" in message
    assert detail == ""


def test_the_place_in_the_program_is_told_without_folders_of_this_machine(told):
    try:
        str(Leaf("a", "a", None, "", 1).title)
    except AttributeError as error:
        _, detail = told(error, PAGE.path)
    assert "(tusach/shelf/publication.py:" in detail
