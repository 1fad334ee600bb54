"""Everything the texts of a bookcase say about each other on a day: where citations lead, who cites whom, what is in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tusach.shelf.bookcase import Bookcase
from tusach.shelf.citing import Resolver
from tusach.shelf.history import History
from tusach.shelf.mentions import Mentions
from tusach.shelf.names import NamedLaw


@dataclass(frozen=True, eq=False)
class Concordance:
    """One bookcase read as a whole as of `today`."""

    bookcase: Bookcase
    today: date
    resolver: Resolver
    mentions: Mentions
    history: History


def read_concordance(bookcase: Bookcase, today: date, names: Sequence[NamedLaw] = ()) -> Concordance:
    """The concordance of a bookcase; the work is done when it is first asked for.

    `names` are laws that the bookcase knows by name besides its documents and the listed ones.
    """
    resolver = Resolver(bookcase, names)
    return Concordance(bookcase, today, resolver, Mentions(bookcase, resolver), History(bookcase, resolver, today))
