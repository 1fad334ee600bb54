"""Reads a letter (.eml, RFC 5322) with a citizen's question and, above it, the answer of an office; takes personal data out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import getaddresses
from pathlib import Path

from lxml import html as lxml_html

from tusach.law.personal import PersonalData, without_personal
from tusach.law.vietnamese import nfc

_LARGEST = 5_000_000
# A hundred people fit in a head, and a question of many pages in a text.
_LONGEST_HEAD, _LONGEST_TEXT = 10_000, 100_000
_HEADS_READ = ("from", "reply-to", "to", "subject", "content-")
# What mail programs write, in Vietnamese and in English, above a letter that is answered or sent on: a line with a time or an address.
_WROTE = re.compile(
    r"^(?!>)(?=.*(?:\n.*)?(?:@|\d{1,2}:\d\d)).{4,200}(?:\n(?!>).{0,200})?\b(?:viết|wrote)(?: vào [^\n]{4,60})?: *$",
    re.MULTILINE,
)
_SENT_ON = re.compile(
    r"^[-_]{3,} ?(?:Thư gốc|Thư đã chuyển tiếp|Original Message|Forwarded message)\b.*$", re.MULTILINE | re.IGNORECASE
)
_FIELD = r"(?:Từ|Người gửi|Đã gửi|Ngày|Gửi|Đến|Tới|Người nhận|Cc|Chủ đề|Tiêu đề|From|Sent|Date|To|Subject)"
_BREAK = r"[ \t]*\n(?:[ \t]*\n){0,3}[ \t]*"
_HEAD = re.compile(
    rf"^(?:[-_][-_ ]{{2,80}}(?:[^\n]{{0,40}}[-_]{{3,80}})?{_BREAK})?(?:\*?{_FIELD}:[^\n]*{_BREAK}){{2,12}}",
    re.MULTILINE,
)
# "Từ: Lào Cai, Đến: Hà Nội" may be the letter's own words.
_OF_MAIL = re.compile(r"@|^\*?(?:Đã gửi|Chủ đề|Tiêu đề|Sent|Date|Subject):", re.MULTILINE)
_FAREWELL = re.compile(r"^(?:-- ?|Sent from my .*|Đã gửi từ .*|Trân trọng[,.!]*|Xin cảm ơn[.!]*) *$", re.MULTILINE)
# A signature is short and says nothing more; what does is still the letter.
_SIGNATURE_LINES, _SIGNATURE_LETTERS = 8, 80
_SIGNATURE_REACH = 2000
_POSTSCRIPT = re.compile(r"\?|^(?:tái bút|p\.?/?s\b)", re.IGNORECASE)
_SENTENCE = 5


class LetterError(Exception):
    """Why a letter cannot be read, in Vietnamese."""


@dataclass(frozen=True)
class Letter:
    """A letter without what tells who wrote it: `subject`, `question`, `answer` ("" when there is none).

    `removed` is what was taken out, `left_out` the names of attachments.
    """

    subject: str
    question: str
    answer: str
    removed: tuple[PersonalData, ...]
    left_out: tuple[str, ...]


def read_letter(file: Path) -> Letter:
    """The letter in a file; raises LetterError when it is none, too large, or has no text."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise LetterError(f"không đọc được {file.name} (lỗi hệ thống {error.errno})") from error
    if len(data) > _LARGEST:
        raise LetterError(f"{file.name} lớn hơn 5 MB: hãy lưu thư không kèm tệp")
    mail = _taken_apart(data, file.name)
    answer, question = _parted(*mail.texts)
    if not (answer + question).strip():
        raise LetterError(f"{file.name} không có chữ nào đọc được")
    if len(answer + question) > _LONGEST_TEXT:
        raise LetterError(
            f"thư trong {file.name} dài quá {_LONGEST_TEXT // 1000} nghìn chữ: hãy lưu thư chỉ còn câu hỏi, câu trả lời"
        )
    cleaned = [without_personal(_unsigned(part), mail.names) for part in (mail.subject, question, answer)]
    (subject, _), (asked, _), (told, _) = cleaned
    removed = tuple(one for _, found in cleaned for one in found)
    return Letter(subject, asked, told, removed, mail.attachments)


@dataclass(frozen=True)
class _Mail:
    """What a letter holds: its subject, the people in its head, its text and those of the letters sent on in it."""

    subject: str
    names: tuple[str, ...]
    texts: tuple[str, ...]
    attachments: tuple[str, ...]


def _taken_apart(data: bytes, name: str) -> _Mail:
    try:
        # This policy leaves heads as they are: they are measured before the other one reads them.
        _refuse_long_heads(message_from_bytes(data, policy=policy.compat32), name)
        message = message_from_bytes(data, policy=policy.default)
        if not isinstance(message, EmailMessage) or not message.keys():
            raise LetterError(f"{name} không phải thư điện tử (.eml)")
        return _mail(message)
    except LetterError:
        raise
    except Exception as error:  # `email` raises what it happens to meet in a letter that keeps to no rule
        remedy = "mở thư trong chương trình thư, gửi chuyển tiếp cho chính mình rồi lưu lại"
        raise LetterError(f"{name} không viết đúng chuẩn thư điện tử: {remedy}") from error


def _refuse_long_heads(message: Message, name: str) -> None:
    """`email` takes the square of their length to read the heads that are read here."""
    for part in message.walk():
        for field, value in part.items():
            if field.lower().startswith(_HEADS_READ) and len(str(value)) > _LONGEST_HEAD:
                raise LetterError(f"mục `{field[:40]}` ở đầu thư {name} quá dài: bỏ bớt người nhận rồi lưu lại thư")


def _mail(message: EmailMessage) -> _Mail:
    sent_on = [part.get_content() for part in message.iter_attachments() if part.get_content_type() == "message/rfc822"]
    letters = [message, *(one for one in sent_on if isinstance(one, EmailMessage))]
    heads = [str(letter.get(field, "")) for letter in letters for field in ("from", "reply-to", "to")]
    attachments = tuple(
        part.get_filename() or "không tên"
        for letter in letters
        for part in letter.iter_attachments()
        if part.get_content_type() != "message/rfc822"
    )
    names = dict.fromkeys(name for name, _ in getaddresses(heads) if name)
    return _Mail(str(message.get("subject", "")), tuple(names), tuple(map(_text, letters)), attachments)


def _text(message: EmailMessage) -> str:
    """What is written in a letter, in NFC; its HTML when its plain text is empty."""
    written = ""
    try:
        for form in ("plain", "html"):
            part = message.get_body((form,))
            if part is None or written.strip():
                continue
            # RFC 2045 section 5.2 means US-ASCII where none is named; letters in Vietnamese without a charset are UTF-8.
            if part.get_content_charset() is None:
                part.set_param("charset", "utf-8")
            content = str(part.get_content())
            written = _plain(content) if form == "html" and content.strip() else content
    except (LookupError, ValueError, AttributeError, KeyError) as error:
        raise LetterError("bảng mã của thư không đọc được: mở thư, lưu lại dạng UTF-8") from error
    return nfc(written).replace("\r\n", "\n").replace("\u00a0", " ")


def _plain(content: str) -> str:
    root: lxml_html.HtmlElement = lxml_html.fragment_fromstring(content, create_parent="div")
    for hidden in list(root.iter("script", "style", "head", "title")):
        hidden.drop_tree()
    for block in root.iter("p", "div", "br", "li", "tr", "blockquote"):
        block.tail = f"\n{block.tail or ''}"
    return str(root.text_content())


def _parted(text: str, *sent_on: str) -> tuple[str, str]:
    """The answer and the letter quoted or sent on beside it; a letter without another in it is a question."""
    if sent_on:
        return text, "\n".join(map(_without_heads, sent_on))
    begins = min(_heads(text), key=lambda head: head.start(), default=None)
    above, below = (text[: begins.start()], text[begins.end() :]) if begins else ("", text)
    quoted = [line for line in below.splitlines() if line.startswith(">")]
    own = [line for line in below.splitlines() if not line.startswith(">")]
    if quoted and not above.strip() and "".join(own).strip():
        above, below = "\n".join(own), "\n".join(quoted)
    return above, _without_heads("\n".join(line.lstrip("> ") for line in below.splitlines()))


def _heads(text: str) -> Iterator[re.Match[str]]:
    yield from _WROTE.finditer(text)
    yield from _SENT_ON.finditer(text)
    yield from (head for head in _HEAD.finditer(text) if _OF_MAIL.search(head[0]))


def _without_heads(text: str) -> str:
    """The letters of a longer exchange below one another."""
    text = _HEAD.sub(lambda head: "\n" if _OF_MAIL.search(head[0]) else head[0], text)
    return _WROTE.sub("", _SENT_ON.sub("", text))


def _unsigned(text: str) -> str:
    for farewell in _FAREWELL.finditer(text, max(0, len(text) - _SIGNATURE_REACH)):
        after = text[farewell.end() :].strip().splitlines()
        if len(after) <= _SIGNATURE_LINES and not any(map(_says_more, after)):
            text = text[: farewell.start()]
            break
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _says_more(line: str) -> bool:
    """Whether a line below a farewell is no signature: it asks, or runs on in small letters as sentences do."""
    small = "".join("a" if word[0].islower() else " " for word in line.split())
    return len(line) >= _SIGNATURE_LETTERS or bool(_POSTSCRIPT.search(line)) or "a" * _SENTENCE in small
