"""All files that a bookcase shares, by their paths on the site."""

from __future__ import annotations

from collections.abc import Mapping

from tusach.outputs.page import Page
from tusach.outputs.share.catalog import catalog_files
from tusach.outputs.share.portal import Portal
from tusach.shelf.concordance import Concordance


def share_files(concordance: Concordance, pages: Mapping[str, Page], portal: Portal) -> dict[str, bytes]:
    """The files for other portals and programs, made when all pages and books stand in the portal's folder."""
    beside = {item.address: tuple(portal.files(item)) for item in concordance.bookcase.publications}
    return catalog_files(concordance, pages, portal, beside)
