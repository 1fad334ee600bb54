"""The recordings of a lecture: its captions (W3C WebVTT) and chapters; and their rules."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import pairwise
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import urlsplit

import webvtt

from tusach.problem import Problem, Problems
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.fields import CHAPTER, LectureFields
from tusach.shelf.links import beside, prose
from tusach.shelf.publication import Publication, read_text

# What browsers of cheap phones play.
FILM, SOUND = (".mp4", ".webm"), (".mp3", ".m4a", ".ogg", ".opus")
_PICTURE = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")
_TIME = r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}"
# A line that was meant to be a timing: another arrow would make a sentence of it, and lose what follows.
_MEANT = re.compile(r".*-->|\s*(?:\d+:)?\d+:\d\d[.,]\d+\s")
_NO_TAG = re.compile(r"<(?!/?(?:c|i|b|u|v|lang|ruby|rt)\b|\d\d:)")
_ASIDE = ("WEBVTT", "NOTE", "STYLE", "REGION")
# "Lời giảng" at the head of a quotation: what the slides take for the speaker's, and what only looks like it.
_QUOTED = re.compile(r"\s{0,3}>[\s>]*(?P<text>.*)$")
_SAID = re.compile(r"(?P<bold>[*_]{0,3})lời giảng(?P<after>.*)$", re.IGNORECASE)
_CLEAR = re.compile(r"\s*(?:[*_]*\s*[:：.–—-]|[*_]*\s*$)")
_TIMING = re.compile(rf"\s*{_TIME}\s+-->\s+{_TIME}(?:\s.*)?")


@dataclass(frozen=True)
class Cue:
    """What is said from `start` to `end`, in milliseconds, by `voice` ("" when the captions do not tell).

    Its text begins on `line` of the file.
    """

    start: int
    end: int
    text: str
    voice: str
    line: int = 1


class Chapter(NamedTuple):
    """A part of a recording: the second where it starts, its title."""

    start: int
    title: str

    @property
    def clock(self) -> str:
        """Its start as players show it: 0:00, 12:05, 1:02:30."""
        hours, rest = divmod(self.start, 3600)
        minutes, seconds = divmod(rest, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def is_link(name: str) -> bool:
    """Whether a recording is an address on the web and not a file beside the page."""
    return "://" in name


def chapters_of(fields: LectureFields) -> tuple[Chapter, ...]:
    """The chapters as they are written, which is in order once checked."""
    found = filter(None, map(CHAPTER.fullmatch, fields.chapters))
    return tuple(
        Chapter(int(one["hours"] or 0) * 3600 + int(one["minutes"]) * 60 + int(one["seconds"]), one["title"])
        for one in found
    )


def cues_of(bookcase: Bookcase, item: Publication) -> tuple[Cue, ...]:
    """The captions of a lecture in the order of the file; none when it has no captions, or they have faults."""
    return _captions(bookcase, item, Problems())


def lectures_can_be_played(bookcase: Bookcase) -> Iterator[Problem]:
    """The files of a lecture are there, what is recorded has captions that can be read, chapters follow each other.

    Captions are asked for because the deaf read them, the search finds them and paper prints them; WCAG 2.2, 1.2.1 and 1.2.2.
    """
    for item in bookcase.publications:
        if isinstance(item.fields, LectureFields):
            yield from _files(bookcase, item, item.fields)
            yield from _chapters(item, item.fields)
            yield from _unclear_words(item)
            problems = Problems()
            if not _captions(bookcase, item, problems) and not len(problems) and _stands(bookcase, item):
                path = beside(item.path, item.fields.captions)
                problems.add(path, 1, "tệp phụ đề chưa có câu nào", "viết mỗi câu dưới dòng `00:00.000 --> 00:04.000`")
            yield from problems


def _files(bookcase: Bookcase, item: Publication, fields: LectureFields) -> Iterator[Problem]:
    recorded = bool(fields.video or fields.audio)
    if recorded and not fields.captions:
        line = item.field_line("video" if fields.video else "audio")
        remedy = (
            "thêm `captions: ten-tep.vtt`, tệp phụ đề đặt cạnh tệp này; YouTube cho tải phụ đề về rồi đổi sang .vtt"
        )
        yield Problem(item.path, line, "video, bản ghi âm chưa có phụ đề", remedy)
    if not recorded and (fields.captions or fields.chapters or fields.poster):
        name = "captions" if fields.captions else "chapters" if fields.chapters else "poster"
        what = f"có `{name}` mà không có `video` hay `audio`"
        yield Problem(item.path, item.field_line(name), what, "thêm `video` hoặc `audio`, hoặc bỏ mục này")
    for name, endings in (("video", FILM), ("audio", SOUND), ("captions", (".vtt",)), ("poster", _PICTURE)):
        file = getattr(fields, name)
        if not file or (name in ("video", "audio") and is_link(file)):
            continue
        if PurePosixPath(file).suffix.lower() not in endings:
            what = f"`{name}: {file}` không phải tệp {', '.join(endings)}"
            yield Problem(item.path, item.field_line(name), what, f"đổi tệp sang {endings[0]}")
        elif beside(item.path, file) not in bookcase.assets:
            what = f"`{name}`: không thấy tệp `{file}`"
            yield Problem(
                item.path, item.field_line(name), what, "đặt tệp cạnh tệp này, viết đúng tên, chữ hoa chữ thường"
            )


def _chapters(item: Publication, fields: LectureFields) -> Iterator[Problem]:
    found = chapters_of(fields)
    for before, after in pairwise(found):
        if after.start <= before.start:
            what = f"phần “{after.title}” ({after.clock}) không đứng sau phần “{before.title}” ({before.clock})"
            yield Problem(
                item.path, item.field_line("chapters"), what, "xếp các phần theo thời gian, sửa lại phút, giây"
            )


def _unclear_words(item: Publication) -> Iterator[Problem]:
    """Quotations that seem to be the speaker's but would be shown; a warning, for they may be what they say."""
    above = ""
    for number, row in prose(item.body):
        quoted = _QUOTED.match(row)
        text = quoted["text"].strip() if quoted else ""
        said = _SAID.match(text) if not above else None
        if said and not said["bold"] and not _CLEAR.match(said["after"]):
            what = f"“{text[:30].strip()}…” sẽ hiện trên trang chiếu, vì sau “Lời giảng” không có dấu hai chấm"
            remedy = "nếu là lời của người giảng thì viết `> Lời giảng: …`"
            yield Problem(item.path, item.line + number - 1, what, remedy, "warning")
        above = text


def _stands(bookcase: Bookcase, item: Publication) -> bool:
    name = getattr(item.fields, "captions", "")
    return name.lower().endswith(".vtt") and beside(item.path, name) in bookcase.assets


def _captions(bookcase: Bookcase, item: Publication, problems: Problems) -> tuple[Cue, ...]:
    if not _stands(bookcase, item):
        return ()
    path = beside(item.path, getattr(item.fields, "captions", ""))
    text = read_text(bookcase.root / bookcase.assets[path], path, problems)
    if text is None:
        return ()
    if text.split("\n", 1)[0].split(" ", 1)[0].strip() != "WEBVTT":
        remedy = "thêm `WEBVTT` và một dòng trống ở đầu tệp; tệp .srt phải đổi sang .vtt, thời gian viết `00:01.500`"
        problems.add(path, 1, "tệp phụ đề không bắt đầu bằng dòng `WEBVTT`", remedy)
        return ()
    timings = {number: line for number, line in enumerate(text.split("\n"), 1) if _MEANT.match(line)}
    for number, line in timings.items():
        if not _TIMING.fullmatch(line):
            problems.add(path, number, "dòng thời gian viết sai", "viết như `00:01.500 --> 00:04.000`")
    _nothing_is_lost(path, text, timings, problems)
    if len(problems):
        return ()
    try:
        read = webvtt.from_string(text, strict=True)
    except (webvtt.errors.MalformedFileError, webvtt.errors.MalformedCaptionError) as error:
        problems.add(path, 1, f"tệp phụ đề viết sai: {error}", "thêm dòng trống trước mỗi dòng thời gian")
        return ()
    cues = tuple(_cue(caption, number + 1) for caption, number in zip(read.captions, timings, strict=False))
    _in_order(path, timings, cues, problems)
    return () if len(problems) else cues


def _nothing_is_lost(path: str, text: str, timings: Collection[int], problems: Problems) -> None:
    """W3C WebVTT, section 4.1: a block is a cue with its timing or a note, a blank line ends it, and `<` begins a tag."""
    timed, above = False, ""
    for number, line in enumerate(text.split("\n"), start=1):
        if number in timings:
            if timed:
                problems.add(
                    path, number, "thiếu dòng trống trước dòng thời gian", "thêm một dòng trống ở trên dòng này"
                )
            timed = True
        elif not line.strip():
            timed = False
        elif timed and (sign := _NO_TAG.search(line)):
            problems.add(
                path, number, f"dấu `<` ở “{line[sign.start() :][:12]}” bị hiểu là mã", "viết `&lt;` thay dấu `<`"
            )
        elif not timed and not above.strip() and not line.startswith(_ASIDE) and number + 1 not in timings:
            problems.add(
                path, number, "lời này không có dòng thời gian", "xóa dòng trống ở trên, hoặc thêm dòng thời gian"
            )
        above = line


def _cue(caption: webvtt.Caption, line: int) -> Cue:
    start, end = (one.in_milliseconds() for one in (caption.start_time, caption.end_time))
    return Cue(start, end, " ".join(unescape(caption.text).split()), caption.voice or "", line)


def _in_order(path: str, timings: Iterable[int], cues: tuple[Cue, ...], problems: Problems) -> None:
    """WebVTT, section 4.1: a cue ends after it starts, and none starts before the one above it."""
    last = 0
    for number, cue in zip(timings, cues, strict=False):
        if cue.end <= cue.start:
            problems.add(path, number, "câu phụ đề kết thúc trước khi bắt đầu", "sửa lại hai thời điểm")
        if cue.start < last:
            problems.add(path, number, "câu phụ đề đứng trước câu ở trên", "xếp các câu theo thời gian")
        last = max(last, cue.start)


def host_of(link: str) -> str:
    """The name people know a place of films by, else its host: "YouTube", "Facebook", "laocai.gov.vn"."""
    host = (urlsplit(link).hostname or "").removeprefix("www.").removeprefix("m.")
    known = {"youtube.com": "YouTube", "youtu.be": "YouTube", "facebook.com": "Facebook", "fb.watch": "Facebook"}
    return {**known, "tiktok.com": "TikTok", "vimeo.com": "Vimeo", "drive.google.com": "Google Drive"}.get(host, host)
