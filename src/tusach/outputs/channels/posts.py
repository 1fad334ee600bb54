"""Texts to post on Zalo and Facebook, ready to copy, and the links that open a post without a foreign script."""

from __future__ import annotations

from urllib.parse import quote

from tusach.law.vietnamese import slug
from tusach.outputs.channels.notice import Notice

# What Zalo shows of a message before "Xem thêm"; the whole is sent all the same.
_SHORT = 600


def zalo_post(told: Notice) -> str:
    """For a Zalo group or Official Account: short, the address at the end, where Zalo makes a card of it."""
    text = "\n\n".join(told.text)
    if len(text) > _SHORT:
        text = text[:_SHORT].rsplit(" ", 1)[0] + " …"
    return _joined(
        f"{told.label}: {told.title}", told.warning, text, told.grounds, ". ".join(told.facts[-1:]), told.url
    )


def facebook_post(told: Notice, topics: tuple[str, ...]) -> str:
    """For a page on Facebook: the whole notice with all its facts and tags made of its topics."""
    tags = " ".join(f"#{_tag(topic)}" for topic in ("Phổ biến pháp luật", *topics))
    return _joined(told.title.upper(), told.warning, *told.text, told.grounds, "\n".join(told.facts), told.url, tags)


def facebook_link(told: Notice) -> str:
    """The address that opens Facebook's own window for sharing; "" when the bookcase has no address on the web."""
    return f"https://www.facebook.com/sharer/sharer.php?u={quote(told.url, safe='')}" if told.url else ""


def mail_link(told: Notice) -> str:
    """A letter that tells of the publication, in the reader's own mail program (RFC 6068)."""
    body = _joined(told.warning, *told.text, told.grounds, told.url).replace("\n", "\r\n")
    return f"mailto:?subject={quote(told.title)}&body={quote(body)}"


def sms_link(text: str) -> str:
    """A message in the reader's own program, without a receiver (RFC 5724, with the `body` that phones understand)."""
    return f"sms:?&body={quote(text)}"


def _joined(*blocks: str) -> str:
    return "\n\n".join(block for block in blocks if block)


def _tag(text: str) -> str:
    return "".join(word.capitalize() for word in slug(text).split("-"))
