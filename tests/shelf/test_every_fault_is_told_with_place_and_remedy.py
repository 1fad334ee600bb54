"""`tests/sites/broken/<one-fault>/` each hold the message an editor must see."""

import os
import re
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import SITES

from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase
from tusach.shelf.checks import check_bookcase
from tusach.shelf.frontmatter import plugin_options
from tusach.shelf.settings import build_day, settings

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


def test_rules_may_be_switched_off_as_yaml_reads_it_at_either_door():
    for options in ({"rules": {"amended": False}}, {"rules": {"amended": "off"}}):
        problems = Problems()
        assert settings(options, problems).rules["amended"] == "off"
        assert not list(problems)
    assert set(settings({"rules": False}, Problems()).rules.values()) == {"off"}
    assert settings({"database": False}, Problems()).database == ""


@pytest.mark.parametrize("epoch", ["²", "abc", "-1", "1e99", "1.5", "999999999999", "9" * 5000, "\u0661", " "])
def test_a_moment_of_build_that_is_none_is_told_and_an_empty_one_is_none(epoch, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    problems = Problems()
    settings({}, problems)
    assert ["SOURCE_DATE_EPOCH" in problem.what for problem in problems] == ([True] if epoch.strip() else [])
    assert ("SOURCE_DATE_EPOCH" in os.environ) == bool(epoch.strip())


@pytest.mark.parametrize("epoch", ["", "²", "abc", "-1", "999999999999", "99999999999999999999"])
def test_an_odd_build_day_is_today(epoch, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert build_day().year in (1970, date.today().year, date.today().year + 1)
