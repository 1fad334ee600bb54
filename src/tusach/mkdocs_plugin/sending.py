"""The last steps of a build: what web hosts read, and the edition for a stick."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path

from tusach.mkdocs_plugin.making import tell
from tusach.outputs.hosting import compress, host_faults, host_table, measured, write_host_files
from tusach.outputs.offline import edition_faults, imprint, make_edition
from tusach.problem import Problem, Problems
from tusach.shelf.concordance import Concordance
from tusach.shelf.revisions import commit_of

log = logging.getLogger("mkdocs.plugins.tusach")


def prepare_for_hosts(site: Path, site_url: str, moved: Mapping[str, str], compressed: bool) -> None:
    """Write what web hosts read, last of all, and say which of them the site does not fit."""
    write_host_files(site, site_url, moved)
    if compressed:
        compress(site)
    figures = measured(site)
    log.info("%s", host_table(figures))
    problems = Problems()
    problems.extend(host_faults(figures))
    tell(problems)


def faults_on_stick(site: Path, source: Callable[[str], str]) -> list[Problem]:
    """What keeps the finished site from being copied to a stick."""
    return list(edition_faults(site, source))


def put_on_stick(site: Path, concordance: Concordance, part: str, name: str, url: str) -> None:
    """Make the edition for a USB stick of the finished site, before that is published: both go out, or neither."""
    bookcase = concordance.bookcase
    told = (name, part, url, concordance.today, commit_of(bookcase.root))
    make_edition(site, bookcase.root / "build", imprint(bookcase, *told))
