"""The last steps of a build: what web hosts read, and the edition for a stick."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

from tusach.mkdocs_plugin.files import source_of
from tusach.mkdocs_plugin.making import stop_at, tell
from tusach.outputs.hosting import compress, host_faults, host_table, measured, write_host_files
from tusach.outputs.offline import edition_faults, imprint, make_edition
from tusach.problem import Problems
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


def put_on_stick(site: Path, concordance: Concordance, part: str, name: str, url: str) -> None:
    """Make the edition for a USB stick of the finished site, before that is published: both go out, or neither.

    Raises Abort when the site has names that no stick takes.
    """
    bookcase = concordance.bookcase
    problems = Problems()
    problems.extend(edition_faults(site, lambda path: source_of(bookcase, path)))
    stop_at(problems, "tên tệp không chép được vào USB")
    told = (name, part, url, concordance.today, commit_of(bookcase.root))
    make_edition(site, bookcase.root / "build", imprint(bookcase, *told))
