"""What a document's page says at each provision: its changes, what explains it on this site, what cites it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import groupby

from tusach.law.instruction import Action
from tusach.law.provision import Provision, provisions
from tusach.law.quotation import Worded
from tusach.law.vietnamese import fold, written_day
from tusach.outputs.annotate import Note
from tusach.shelf.concordance import Concordance
from tusach.shelf.history import Change, covers, spoken
from tusach.shelf.publication import Publication

# How many links of one sort stand open; the rest folds away.
SHOWN = 6
_LONGEST = 40
_TITLE = re.compile(r"^Điều\s+\S+?[.:]?\s+", re.IGNORECASE)

Href = Callable[[Publication, str], str]


def document_notes(
    concordance: Concordance, document: Publication, href: Href, linked: Callable[[str, Worded], str]
) -> Mapping[str, Note]:
    """The notes of a document by anchor.

    `href` gives the address of a place as its page writes it, `linked` the text of a paragraph of a new wording as HTML
    with its citations as links.
    """
    notes: dict[str, Note] = {}
    changes: dict[str, list[Change]] = defaultdict(list)
    worded: set[str] = set()
    for change in concordance.history.changes(document):
        if change.anchor:
            changes[_place(concordance, document, change.anchor)].append(change)
        if change.worded and change.action is Action.AMENDED:
            worded.add(change.anchor)
    writer = _Writer(concordance, document, href, linked)
    for unit in provisions(document.body):
        last = _links(concordance, document, unit.anchor, href) if unit.kind == "dieu" else ""
        found = changes.get(unit.anchor, [])
        if found or last:
            # Inside an Điều that was worded anew as a whole, what happened to its parts is told, not shown in columns.
            inside = any(anchor != unit.anchor and covers(anchor, unit.anchor) for anchor in worded)
            notes[unit.anchor] = writer.note(unit, found, last, inside)
    return notes


def _place(concordance: Concordance, document: Publication, anchor: str) -> str:
    """The unit of the page at which a change is told: its own, the one it stands in, or for a new Điều 18a, Điều 18."""
    own = concordance.resolver.original(document)
    steps = [anchor, anchor.partition("-diem-")[0], anchor.partition("-khoan-")[0]]
    steps.append(steps[-1].rstrip("abcdefghijklmnopqrstuvwxyz") if steps[-1][-1:].isalpha() else "")
    return next((step for step in steps if step and step in own), "")


@dataclass(frozen=True)
class _Writer:
    """Writes the notes of one document."""

    concordance: Concordance
    document: Publication
    href: Href
    linked: Callable[[str, Worded], str]

    @property
    def today(self) -> date:
        return self.concordance.today

    def note(self, unit: Provision, changes: Sequence[Change], last: str, inside: bool) -> Note:
        """The note of one unit that is `inside` another one worded anew, or not."""
        versions = [one for one in changes if not inside and self._is_version(one, unit.anchor)]
        added = [
            one
            for one in changes
            if one.action is Action.ADDED and one.worded and one.day and one.anchor != unit.anchor
        ]
        lines = [one for one in changes if one not in versions and one not in added]
        first = "".join(self._line(one) for one in lines)
        applied = [one for one in versions if one.day and one.day <= self.today]
        gone = any(
            one.action is Action.REPEALED
            and not one.part
            and one.anchor == unit.anchor
            and one.day
            and one.day <= self.today
            for one in changes
        )
        return Note(
            first=f'<aside class="changes">{first}</aside>' if first else "",
            last=f'<div class="extra">{"".join(map(self._added, added))}{last}</div>' if added else last,
            own=self._own_label(versions[0]) if versions else "",
            others=self._wordings(versions, applied, unit) if versions else "",
            replaced=bool(applied),
            gone=gone,
        )

    @staticmethod
    def _is_version(change: Change, anchor: str) -> bool:
        return bool(change.anchor == anchor and change.day and change.worded and change.action is Action.AMENDED)

    def _own_label(self, first: Change) -> str:
        """What the page's own text is: in force until the day before its first replacement, if it ever was."""
        effective = getattr(self.document.fields, "effective", None)
        if first.day is None or effective is None or effective >= first.day:
            return "Nội dung trước khi sửa"
        known = f"đến hết ngày {written_day(first.day - timedelta(days=1))}"
        return f"Nội dung cũ, {known}" if first.day <= self.today else f"Đang áp dụng {known}"

    def _wordings(self, versions: Sequence[Change], applied: Sequence[Change], unit: Provision) -> str:
        """The wordings besides the page's own: the one in force first, those to come, those that are over."""
        parts = []
        for one in sorted(versions, key=lambda one: (one is not (applied[-1] if applied else None), one in applied)):
            follower = next((two.day for two in versions if two.day and one.day and two.day > one.day), None)
            until = f" đến hết ngày {written_day(follower - timedelta(days=1))}" if follower else ""
            label = f"{_when(one).capitalize()}{until}, theo {_source(one, self.href)}"
            now = bool(applied) and one is applied[-1]
            words = "".join(self._paragraph(word, now, unit) for word in one.worded)
            if now:
                parts.append(f'<div class="versions__now"><p class="versions__label">{label}</p>{words}</div>')
            elif one in applied:
                parts.append(
                    f'<details class="versions__old"><summary class="versions__label">{label}</summary>{words}</details>'
                )
            else:
                parts.append(f'<div class="versions__next"><p class="versions__label">{label}</p>{words}</div>')
        return "".join(parts)

    def _paragraph(self, word: Worded, now: bool, unit: Provision | None = None) -> str:
        """A paragraph of a wording; of the one in force, with its anchor."""
        if unit is not None and word.anchor == unit.anchor and word.opens and unit.kind == "dieu":
            title = _TITLE.sub("", word.text)
            if fold(title) == fold(unit.heading):
                return ""
            return f'<p class="versions__title">{escape(word.text)}</p>'
        kind = next((name for name in ("diem", "khoan", "dieu") if f"{name}-" in word.anchor), "")
        text = self.linked(word.text, word)
        if not (now and word.opens):
            return f'<p class="{kind}">{text}</p>' if word.opens else f"<p>{text}</p>"
        number, blank, rest = text.partition(" ")
        unit_link = (
            f'<a class="unit" href="#{word.anchor}">{number}</a>{blank}{rest}' if kind in ("khoan", "diem") else text
        )
        return f'<p class="{kind}" id="{word.anchor}">{unit_link}</p>'

    def _added(self, change: Change) -> str:
        """A new unit with its text, its anchor and where it comes from."""
        applies = change.day is not None and change.day <= self.today
        words = "".join(self._paragraph(word, applies) for word in change.worded)
        state = "Bổ sung" if applies else "Sẽ bổ sung"
        label = f"{state} {_when(change)}, theo {_source(change, self.href)}"
        return f'<div class="added"><p class="versions__label">{label}</p>{words}</div>'

    def _line(self, change: Change) -> str:
        """One change in a sentence, with its words folded away when there are any."""
        unit = escape(f"{change.part} {spoken(change.anchor)}".strip())
        mark = "✕" if change.action is Action.REPEALED else "✎"
        sentence = (
            f"{unit[:1].upper()}{unit[1:]} {change.action.value}, {_when(change)}, theo {_source(change, self.href)}."
        )
        words = "".join(f"<p>{escape(text)}</p>" for text in change.text)
        summary = "Xem lời sửa" if change.action is Action.REWORDED else "Xem nội dung"
        more = f"<details><summary>{summary}</summary>{words}</details>" if words else ""
        look = "changes__line changes__line--repealed" if change.action is Action.REPEALED else "changes__line"
        return f'<div class="{look}"><p><span aria-hidden="true">{mark}</span> {sentence}</p>{more}</div>'


def _when(change: Change) -> str:
    if change.day is None:
        return "chưa rõ từ ngày nào"
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
    return f"<details><summary>{len(rows)} điều khác nhắc tới điều này</summary><ul>{''.join(lines)}</ul></details>"


def _link(item: Publication, anchor: str, words: str, href: Href) -> str:
    return f'<a href="{escape(href(item, anchor))}">{escape(words)}</a>'


def changed_by(concordance: Concordance, document: Publication) -> Iterator[tuple[str, Publication | None, str]]:
    """Each document that changes this one: its name, itself when on the shelf, and in words what it does from which days."""
    rows: dict[str, list[Change]] = defaultdict(list)
    for change in concordance.history.changes(document):
        rows[change.number].append(change)
    for number, changes in rows.items():
        by = changes[0].by
        whole = next(
            (one for one in changes if not one.anchor and one.action in (Action.REPEALED, Action.SUSPENDED)), None
        )
        if whole:
            words = f"{'làm hết hiệu lực' if whole.action is Action.REPEALED else 'đình chỉ'} cả văn bản {_plain_day(whole.day)}"
        else:
            days = sorted({one.day for one in changes if one.anchor}, key=lambda day: day or date.max)
            words = "; ".join(
                f"{sum(bool(one.anchor) and one.day == day for one in changes)} chỗ {_plain_day(day)}" for day in days
            )
        yield by.cited_as if by else f"Văn bản số {number}", by, words


def _plain_day(day: date | None) -> str:
    return f"từ ngày {written_day(day)}" if day else "chưa rõ từ ngày nào"
