"""How a text travels as SMS: its alphabet and its parts, by 3GPP TS 23.038 (GSM 03.38) and TS 23.040."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import gsm0338

from tusach.law.vietnamese import unaccented
from tusach.problem import Problem
from tusach.shelf.publication import Publication

# Septets of the 7-bit alphabet, or letters of UCS-2, in a message alone and in each part of a joined one.
_GSM, _UCS2 = (160, 153), (70, 67)
# An unaccented message of more parts is seldom read to its end, and each part is paid for.
MOST_PARTS = 2
_SEVEN_BIT = gsm0338.Codec()


@dataclass(frozen=True)
class Sms:
    """A text with its `alphabet` ("GSM 7 bit" or "UCS-2"), its `length` there, and the `parts` a phone sends."""

    text: str
    alphabet: str
    length: int
    parts: int


def as_sms(text: str) -> Sms:
    """The text as phones send it: in the 7-bit alphabet when that has all its letters, else in UCS-2.

    Letters of the extension table take two septets, those beyond the basic plane two units of UCS-2. A pair is never parted:
    what does not fit whole begins the next part.
    """
    sizes, (alone, joined), alphabet = _sizes(text)
    length = sum(sizes)
    if length <= alone:
        return Sms(text, alphabet, length, 1)
    parts, room = 1, joined
    for size in sizes:
        if size > room:
            parts, room = parts + 1, joined
        room -= size
    return Sms(text, alphabet, length, parts)


def _sizes(text: str) -> tuple[list[int], tuple[int, int], str]:
    try:
        return [len(_SEVEN_BIT.encode(letter)[0]) for letter in text], _GSM, "GSM 7 bit"
    except UnicodeError:
        return [len(letter.encode("utf-16-be")) // 2 for letter in text], _UCS2, "UCS-2"


def sms_text(item: Publication) -> str:
    """What a publication says by SMS: its `sms`, else its title and summary, in one line."""
    title = item.title.rstrip(".?! ")
    return " ".join((item.fields.sms or f"{title}. {item.summary}").split())


def messages_are_short(items: Iterable[Publication]) -> Iterator[Problem]:
    """An `sms` that takes too many parts even without accents is a fault; a summary that does is only told."""
    for item in items:
        sent = as_sms(unaccented(sms_text(item)))
        own = bool(item.fields.sms)
        if sent.parts <= MOST_PARTS or (not own and item.kind.key == "document"):
            continue
        most = _GSM[1] * MOST_PARTS
        what = (
            f"tin nhắn {'' if own else 'lấy từ tên và tóm tắt '}dài {sent.length} ký tự, {sent.parts} tin (không dấu)"
        )
        remedy = f"viết {'lại' if own else 'mục'} `sms` không quá {most} ký tự, tốt nhất trong {_GSM[0]} ký tự"
        line = item.field_line("sms" if own else "summary")
        yield Problem(item.path, line, what, remedy, "error" if own else "warning")
