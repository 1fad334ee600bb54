"""What is made of the finished pages before they are drawn: books, and the texts, cards and recordings of all channels."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace

import click
from mkdocs.exceptions import Abort

from tusach.outputs.channels import PODCAST_COVER, Kit, KitMaker, VoiceError, podcast_file
from tusach.outputs.print import Printed, books, print_books, print_faults
from tusach.outputs.shaping import Shaper
from tusach.problem import Problem, Problems
from tusach.shelf.checks import SHARING
from tusach.store import Store

log = logging.getLogger("mkdocs.plugins.tusach")


def make_books(shaper: Shaper, site: tuple[str, str, str], without: bool, store: Store) -> dict[str, Printed]:
    """The books by address; one that fails stops the build, the others are kept. `site` is name, summary and address.

    `tusach print` names the addresses it wants, even of a bookcase that builds `without` books.
    """
    asked = os.environ.get("TUSACH_PRINT", "").split()
    if not asked and without:
        return {}
    bookcase = shaper.bookcase
    pages = {path: replace(page, html=shaper.shown[path]) for path, page in shaper.pages.items()}
    every = books(bookcase, pages, shaper.sources, site[2], shaper.today)
    wanted = [book for book in every if book.address in asked or asked in ([], ["*"])]
    made = print_books(wanted, bookcase.root, store)
    with click.progressbar(made, len(wanted), "Làm sách", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        printed = tuple(bar)
    for one in printed:
        if one.detail:
            log.debug("%s: %s", one.book.path, one.detail)
    problems = Problems()
    problems.extend(print_faults(printed, bookcase))
    stop_at(problems, "sách không in được")
    if problems:
        print(problems.as_text(), file=sys.stderr)
    return {one.book.address: one for one in printed}


def make_kits(
    shaper: Shaper, site: tuple[str, str, str], voice: str, without: bool, store: Store
) -> tuple[dict[str, Kit], dict[str, bytes]]:
    """The kits by address, and their files by path on the site, with the podcast of what was read aloud; none `without`."""
    if without:
        return {}, {}
    maker = KitMaker(shaper.concordance, shaper.sources, shaper.shown, (site[0], site[2]), voice, store)
    try:
        kits = maker.kits()
    except VoiceError as error:
        raise Abort(f"Dừng lại: `voice`: {error}. Trang đã dựng lần trước vẫn còn nguyên.") from error
    shelf = [item for item in shaper.bookcase.newest if item.kind.key == "broadcast"]
    podcast = podcast_file(shelf, kits, site)
    cover = {PODCAST_COVER: maker.podcast_cover()} if podcast else {}
    return kits, maker.cards() | _files(kits) | podcast | cover


def _files(kits: Mapping[str, Kit]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for address, kit in kits.items():
        files |= {f"{address}/{SHARING}/{name}": data for name, data in kit.files.items()}
        # What a person has recorded is among the files beside the texts already.
        if kit.sound and kit.sound.by_machine:
            files[kit.sound_path] = kit.sound.data
    return files


def tell(faults: Iterable[Problem]) -> None:
    """Say what is wrong and does not stop the build."""
    for fault in faults:
        print(fault, file=sys.stderr)


def stop_at(problems: Problems, what: str) -> None:
    """Stop the build, all problems told, when one of them is an error; `what` names them with their number."""
    if problems.errors:
        log.error("\n%s", problems.as_text())
        raise Abort(f"Dừng lại: {problems.errors} {what}. Trang đã dựng lần trước vẫn còn nguyên.")
