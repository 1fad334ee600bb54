"""All files that a bookcase shares, by their paths on the site."""

from __future__ import annotations

from collections.abc import Mapping

from tusach.outputs.page import Page
from tusach.outputs.share.catalog import catalog_files
from tusach.outputs.share.feeds import feed_files
from tusach.outputs.share.opds import opds_files
from tusach.outputs.share.portal import Portal
from tusach.outputs.share.signposts import signposts
from tusach.outputs.share.validity import validity_files
from tusach.shelf.concordance import Concordance


def share_files(concordance: Concordance, pages: Mapping[str, Page], portal: Portal) -> dict[str, bytes]:
    """The files for other portals and programs, made when all pages and books stand in the portal's folder.

    A portal that does not know its own address has the catalogue and llms.txt: the rest needs full addresses.
    """
    bookcase = concordance.bookcase
    beside = {item.address: tuple(portal.files(item)) for item in bookcase.publications}
    files = {**catalog_files(concordance, pages, portal, beside), **signposts(bookcase, portal)}
    if portal.url:
        files |= feed_files(bookcase, portal, beside)
        files |= validity_files(concordance, portal)
        files |= opds_files(bookcase, portal, beside)
    return files
