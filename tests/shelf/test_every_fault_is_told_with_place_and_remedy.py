"""`tests/sites/broken/<one-fault>/` each hold the message an editor must see."""

import re
from pathlib import Path

import pytest
from tests.conftest import SITES

from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase
from tusach.shelf.checks import check_bookcase
from tusach.shelf.frontmatter import plugin_options
from tusach.shelf.settings import settings

FAULTS = sorted(SITES.joinpath("broken").iterdir())


def problems_of(root: Path) -> Problems:
    problems = Problems()
    options = plugin_options((root / "mkdocs.yml").read_text(encoding="utf-8"))
    check_bookcase(read_bookcase(root, settings(options, problems), problems), problems)
    return problems


@pytest.mark.parametrize("folder", FAULTS, ids=lambda folder: folder.name)
def test_the_fault_is_told_as_expected(folder):
    assert problems_of(folder).as_text() + "\n" == (folder / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", FAULTS, ids=lambda folder: folder.name)
def test_every_message_has_path_line_what_and_remedy(folder):
    for line in (folder / "expected.txt").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"[^:]+:[1-9]\d*: .+ - .+", line)


def test_several_faults_in_several_files_are_told_together():
    found = list(problems_of(SITES / "broken" / "many-at-once"))
    assert len(found) == 6
    assert len({problem.path for problem in found}) == 3


def test_a_sound_bookcase_has_no_problems():
    assert problems_of(SITES / "every-kind").as_text() == ""


def test_problems_print_as_json_and_as_github_commands():
    problems = Problems()
    problems.add("a.md", 3, "sai 100%", "sửa")
    assert problems.as_json() == (
        '[\n  {\n    "path": "a.md",\n    "line": 3,\n    "what": "sai 100%",\n    "remedy": "sửa",\n'
        '    "severity": "error"\n  }\n]'
    )
    assert problems.as_github() == "::error file=a.md,line=3::sai 100%25 - sửa"
