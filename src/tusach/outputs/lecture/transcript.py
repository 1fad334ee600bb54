"""What is said in a recording, as text of the page: found by the search, printed, read by the deaf, followed while it plays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from tusach.outputs.deck import TRANSCRIPT
from tusach.shelf.lecture import Chapter, Cue

# Captions are cut to the length of a line; a paragraph ends with a sentence, when it has become long or somebody pauses.
_LONG, _PAUSE = 280, 3_000
_SENTENCE = re.compile(r"[.?!…:]['\"”’)]*$")
_MARKUP = re.compile(r"([\\`*_{}\[\]#])")


def chapter_anchor(number: int) -> str:
    """The id of the heading of the chapter of that number, from 1, in the transcript."""
    return f"chuong-{number}"


def transcript(cues: Sequence[Cue], chapters: Sequence[Chapter]) -> str:
    """Markdown to stand below a lecture: a heading, one for each chapter, and what is said; "" without captions.

    The id of each `span.cue` is `loi-NUMBER-START-END`, times in milliseconds: what follows the recording reads them.
    """
    if not cues:
        return ""
    return "\n\n".join(["", f"## Lời ghi lại {{#{TRANSCRIPT}}}", *_parts(list(enumerate(cues, 1)), chapters), ""])


def _parts(cues: list[tuple[int, Cue]], chapters: Sequence[Chapter]) -> Iterator[str]:
    starts = [chapter.start * 1000 for chapter in chapters]
    before = starts[0] if starts else 1 << 62
    yield from _paragraphs([one for one in cues if one[1].start < before])
    for number, chapter in enumerate(chapters, start=1):
        title = _MARKUP.sub(r"\\\1", escape(chapter.title, quote=False))
        yield f"### {title} ({chapter.clock}) {{#{chapter_anchor(number)}}}"
        end = starts[number] if number < len(starts) else 1 << 62
        yield from _paragraphs([one for one in cues if chapter.start * 1000 <= one[1].start < end])


def _paragraphs(cues: Iterable[tuple[int, Cue]]) -> Iterator[str]:
    waiting: list[tuple[int, Cue]] = []
    for one in cues:
        if waiting and _ends(waiting, one[1]):
            yield _paragraph(waiting)
            waiting = []
        waiting.append(one)
    if waiting:
        yield _paragraph(waiting)


def _ends(waiting: list[tuple[int, Cue]], following: Cue) -> bool:
    last = waiting[-1][1]
    long = sum(len(cue.text) for _, cue in waiting) >= _LONG and bool(_SENTENCE.search(last.text))
    return long or following.voice != last.voice or following.start - last.end > _PAUSE


def _paragraph(cues: list[tuple[int, Cue]]) -> str:
    """Raw HTML, so that nothing in what was said is read as Markdown."""
    voice = cues[0][1].voice
    who = f"<strong>{escape(voice)}:</strong> " if voice else ""
    spans = (
        f'<span class="cue" id="loi-{number}-{cue.start}-{cue.end}">{escape(cue.text)}</span>' for number, cue in cues
    )
    return f'<p class="spoken">{who}{" ".join(spans)}</p>'
