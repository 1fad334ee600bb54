"""What a document's page says at each provision: its changes, what explains it on this site, what cites it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from html import escape
from itertools import groupby

from tusach.law.amendment import Action
from tusach.law.provision import provisions
from tusach.law.vietnamese import written_day
from tusach.outputs.annotate import Note
from tusach.shelf.concordance import Concordance
from tusach.shelf.history import Change, spoken
from tusach.shelf.publication import Publication

# How many links of one sort stand open; the rest folds away.
SHOWN = 6
_LONGEST = 40

Href = Callable[[Publication, str], str]


def document_notes(concordance: Concordance, document: Publication, href: Href) -> Mapping[str, Note]:
    """The notes of a document by anchor; `href` gives the address of a place as its page writes it."""
    notes: dict[str, Note] = {}
    changes: dict[str, list[Change]] = defaultdict(list)
    for change in concordance.history.changes(document):
        if change.anchor:
            changes[_place(concordance, document, change.anchor)].append(change)
    for unit in provisions(document.body):
        last = _links(concordance, document, unit.anchor, href) if unit.kind == "dieu" else ""
        found = changes.get(unit.anchor, [])
        if found or last:
            notes[unit.anchor] = _note(found, unit.anchor, last, concordance.today, href)
    return notes


def _place(concordance: Concordance, document: Publication, anchor: str) -> str:
    """The unit of the page at which a change is told: its own, the one it stands in, or for a new Điều 18a, Điều 18."""
    resolver = concordance.resolver
    steps = [anchor, anchor.partition("-diem-")[0], anchor.partition("-khoan-")[0]]
    steps.append(steps[-1].rstrip("abcdefghijklmnopqrstuvwxyz") if steps[-1][-1:].isalpha() else "")
    return next((step for step in steps if step and resolver.has(document, step)), "")


def _note(changes: Sequence[Change], anchor: str, last: str, today: date, href: Href) -> Note:
    beside = [
        one for one in changes if one.anchor == anchor and one.text and not one.part and one.action is Action.AMENDED
    ]
    rest = [one for one in changes if one not in beside]
    first = "".join(_line(one, href) for one in rest)
    newest = beside[-1] if beside else None
    return Note(
        first=f'<aside class="changes">{first}</aside>' if first else "",
        beside=_wordings(beside, href) if beside else "",
        last=last,
        old=f"Đến hết ngày {written_day(newest.day - timedelta(days=1))}" if newest and newest.day else "Nội dung cũ",
        day=newest.day.isoformat() if newest and newest.day else "",
        applies=bool(newest and newest.day and newest.day <= today),
    )


def _line(change: Change, href: Href) -> str:
    """One change in a sentence, with the new wording below when there is one."""
    unit = escape(f"{change.part} {spoken(change.anchor)}".strip())
    mark = "✕" if change.action is Action.REPEALED else "✎"
    sentence = f"{unit[:1].upper()}{unit[1:]} {change.action.value} {_when(change)}, theo {_source(change, href)}."
    words = "".join(f"<p>{escape(text)}</p>" for text in change.text)
    more = f"<details><summary>{'Nội dung' if change.action is Action.ADDED else 'Xem chỗ thay'}</summary>{words}</details>"
    look = "changes__line changes__line--repealed" if change.action is Action.REPEALED else "changes__line"
    return f'<div class="{look}"><p><span aria-hidden="true">{mark}</span> {sentence}</p>{more if words else ""}</div>'


def _wordings(changes: Sequence[Change], href: Href) -> str:
    parts = (
        f'<p class="versions__label">{_when(one).capitalize()}, theo {_source(one, href)}</p>'
        + "".join(f"<p>{escape(text)}</p>" for text in one.text)
        for one in changes
    )
    return f'<div class="versions__new">{"".join(parts)}</div>'


def _when(change: Change) -> str:
    if change.day is None:
        return "từ ngày chưa rõ"
    return f'từ ngày <time datetime="{change.day}">{written_day(change.day)}</time>'


def _source(change: Change, href: Href) -> str:
    words = escape(change.source_words)
    return f'<a href="{escape(href(change.by, change.source))}">{words}</a>' if change.by else words


def _links(concordance: Concordance, document: Publication, article: str, href: Href) -> str:
    """The lists of what explains an Điều and of what cites it, at its end; "" when there is neither."""
    mentions = concordance.mentions
    explaining = [
        f"<li>{_link(item, '', f'{item.kind.label}: {item.title}', href)}</li>"
        for item in mentions.explaining(document, article)
    ]
    citing = mentions.citing(document, article)
    parts = [_listed("Giải thích điều này", explaining), _cited(citing, document, href)]
    inner = "".join(parts)
    return f'<aside class="about">{inner}</aside>' if inner else ""


def _listed(title: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    shown = f"<ul>{''.join(items[:SHOWN])}</ul>"
    rest = items[SHOWN:_LONGEST]
    more = (
        f"<details><summary>Thêm {len(items) - SHOWN} bài</summary><ul>{''.join(rest)}</ul></details>" if rest else ""
    )
    return f'<p class="about__title">{title}</p>{shown}{more}'


def _cited(citing: Iterable[tuple[Publication, str]], document: Publication, href: Href) -> str:
    """The Điều that cite this one, law by law, folded: "Luật …: Điều 5, 8"."""
    rows = list(citing)
    if not rows:
        return ""
    lines = []
    for path, group in groupby(
        sorted(rows, key=lambda row: (row[0] is not document, row[0].path)), key=lambda row: row[0].path
    ):
        articles = list(group)
        law = articles[0][0]
        name = "Văn bản này" if path == document.path else escape(law.cited_as)
        links = ", ".join(_link(law, anchor, spoken(anchor), href) for _, anchor in articles[:_LONGEST])
        more = f" và {len(articles) - _LONGEST} điều khác" if len(articles) > _LONGEST else ""
        lines.append(f"<li>{name}: {links}{more}</li>")
    return f"<details><summary>{len(rows)} điều dẫn tới điều này</summary><ul>{''.join(lines)}</ul></details>"


def _link(item: Publication, anchor: str, words: str, href: Href) -> str:
    return f'<a href="{escape(href(item, anchor))}">{escape(words)}</a>'


def changed_by(
    concordance: Concordance, document: Publication
) -> Iterator[tuple[str, Publication | None, date | None, int]]:
    """Each document that changes this one: its name, itself when on the shelf, its first day, how many provisions."""
    rows: dict[str, list[Change]] = defaultdict(list)
    for change in concordance.history.changes(document):
        rows[change.number].append(change)
    for number, changes in rows.items():
        by = changes[0].by
        days = [change.day for change in changes if change.day]
        yield (
            by.cited_as if by else f"Văn bản số {number}",
            by,
            min(days, default=None),
            len([c for c in changes if c.anchor]),
        )
