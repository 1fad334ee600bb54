"""What the commune's loudspeaker reads: the text of a broadcast or a short notice, in words as they are spoken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tusach.law.spoken import as_spoken, spoken_minutes
from tusach.law.vietnamese import fold
from tusach.outputs.channels.notice import Notice
from tusach.outputs.channels.readable import page_lines
from tusach.shelf.publication import Publication

# Genres that are read as they stand; of all others a short notice is read.
_WHOLE = ("broadcast", "story")
# Headings of a broadcast whose words the announcer says twice, or has said before.
_TWICE, _AGAIN = ("tieu diem",), ("nhac lai",)
_NOT_READ = ("can cu", "cau hoi trao doi")


@dataclass(frozen=True)
class ScriptLine:
    """One paragraph as it is spoken; `mark` says that it is read twice or repeats what was said, `heading` that it only guides."""

    text: str
    mark: str = ""
    heading: bool = False


@dataclass(frozen=True)
class Script:
    """A text to be read aloud: its `lines` and how many `minutes` that takes."""

    lines: tuple[ScriptLine, ...]
    minutes: int

    @property
    def speech(self) -> str:
        """Only what is said, each paragraph as often as it is read: what a voice is given."""
        return "\n\n".join(line.text for line in self.lines if not line.heading for _ in range(_times(line)))

    def sheet(self, head: tuple[str, ...]) -> str:
        """The script as a text for the announcer, under its `head` lines."""
        rows = [*head, f"Thời gian đọc: khoảng {self.minutes} phút.", ""]
        for line in self.lines:
            mark = f"[{line.mark}] " if line.mark else ""
            rows += [f"— {line.text} —" if line.heading else f"{mark}{line.text}", ""]
        return "\n".join(rows)


def script(item: Publication, told: Notice, html: str) -> Script:
    """The script of a publication whose finished page content is `html`."""
    lines = tuple(_whole(html) if item.kind.key in _WHOLE else _short(told))
    speech = "\n\n".join(line.text for line in lines if not line.heading for _ in range(_times(line)))
    return Script(lines, max(1, round(spoken_minutes(speech))))


def _times(line: ScriptLine) -> int:
    return 2 if line.mark == "đọc hai lần" else 1


def _whole(html: str) -> Iterator[ScriptLine]:
    heading, ruled, said = "", 0, set[str]()
    for line in page_lines(html):
        # Lower headings stay under one that says how its part is read.
        if line.level and not (ruled and line.level > ruled):
            heading = fold(line.text)
            ruled = line.level if heading.startswith((*_NOT_READ, *_TWICE, *_AGAIN)) else 0
        if heading.startswith(_NOT_READ):
            continue
        if line.level:
            yield ScriptLine(line.text, heading=True)
        else:
            yield ScriptLine(as_spoken(line.text), _mark(heading, line.text, said))
            said.update(_sentences(line.text))


def _mark(heading: str, text: str, said: set[str]) -> str:
    if heading.startswith(_TWICE):
        return "đọc hai lần"
    again = heading.startswith(_AGAIN) or all(sentence in said for sentence in _sentences(text))
    return "nhắc lại" if again else ""


def _sentences(text: str) -> list[str]:
    return [fold(part).strip(" .!?") for part in text.replace("!", ".").replace("?", ".").split(". ")]


def _short(told: Notice) -> Iterator[ScriptLine]:
    yield ScriptLine("Kính thưa bà con.")
    yield ScriptLine(as_spoken(_ended(told.title)), "đọc hai lần")
    for text in told.text:
        yield ScriptLine(as_spoken(_ended(text)))
    if told.sources:
        yield ScriptLine(as_spoken(_ended("Căn cứ " + "; ".join(told.sources[:2]))))
    yield ScriptLine(
        "Bà con cần biết thêm, xin hỏi Ủy ban nhân dân xã, phường nơi mình ở, hoặc đọc trong tủ sách pháp luật."
    )
    yield ScriptLine(as_spoken(_ended(f"Xin nhắc lại: {told.text[-1]}")), "nhắc lại")
    yield ScriptLine("Xin cảm ơn bà con đã lắng nghe.")


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
