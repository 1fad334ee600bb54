"""A finished page as every way out of the house receives it: one rendering feeds them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """`address` on the site without slashes at its ends, `title`, the `html` of its content, and where it belongs.

    `lead` is text that the layout shows before the content (summary, short answer); `book` is the title of the
    publication when the page is one of its chapters, `kind` and `topics` are keys, `number` that of a document.
    """

    address: str
    title: str
    html: str
    lead: str = ""
    book: str = ""
    kind: str = ""
    number: str = ""
    topics: Sequence[str] = ()
