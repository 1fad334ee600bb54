"""Everything the texts of a bookcase say about each other on a day: where citations lead, who cites whom, what is in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tusach.shelf.bookcase import Bookcase
from tusach.shelf.citing import Resolver
from tusach.shelf.history import History
from tusach.shelf.mentions import Mentions


@dataclass(frozen=True, eq=False)
class Concordance:
    """One bookcase read as a whole as of `today`."""

    bookcase: Bookcase
    today: date
    resolver: Resolver
    mentions: Mentions
    history: History


def read_concordance(bookcase: Bookcase, today: date) -> Concordance:
    """The concordance of a bookcase; the work is done when it is first asked for."""
    resolver = Resolver(bookcase)
    return Concordance(bookcase, today, resolver, Mentions(bookcase, resolver), History(bookcase, resolver, today))
