"""A dialogue is read as editors write it."""

from datetime import date

import pytest

from tusach.shelf.dialogue import opinion_groups, opinions, signed_reply

BODY = """Mở đầu

### Ý kiến: Lạc ngoài nhóm

Lời lạc.

## Điều 1. Tên *điều*

### Ý kiến: Một

Lời một,
viết hai dòng.

> **Trả lời của Cơ quan thử, ngày 2 tháng 11
> năm 2026:** Tiếp thu.
>
> Đoạn hai.
dòng viết tiếp.

> Đoạn ba.

Lời sau trả lời.

### Ý kiến 2: Hai

Lời hai.

## Bối cảnh

Không có ý kiến.

## Ý kiến chung

### Ý kiến: Ba

> **Trả lời của Bà Chánh Văn phòng, Cơ quan thử, ngày 03/11/2026**: Không.

```
### Ý kiến: trong mã
```
"""


def test_opinions_keep_their_article_their_line_and_their_reply():
    found = opinions(BODY)
    assert [(one.text, one.article, one.line) for one in found] == [
        ("Ý kiến: Lạc ngoài nhóm", "", 3),
        ("Ý kiến: Một", "Điều 1. Tên điều", 9),
        ("Ý kiến 2: Hai", "Điều 1. Tên điều", 24),
        ("Ý kiến: Ba", "Ý kiến chung", 34),
    ]
    replies = [one.reply and (one.reply.by, one.reply.day, one.reply.line) for one in found]
    assert replies == [
        None,
        ("Cơ quan thử", date(2026, 11, 2), 14),
        None,
        ("Bà Chánh Văn phòng, Cơ quan thử", date(2026, 11, 3), 36),
    ]


def test_what_belongs_to_a_reply_is_not_taken_for_the_words_of_citizens():
    told = [tuple(text for _, text in one.told) for one in opinions(BODY)]
    assert told[1] == ("Lời một,", "viết hai dòng.", "Lời sau trả lời.")
    assert told[3] == ()
    # Quotations parted by blank lines only are one on the page, too.
    assert [number for number, _ in opinions(BODY)[1].quotes] == [14]


def test_groups_are_the_headings_that_hold_opinions_with_their_counts():
    rows = [(group.title, group.anchor, len(group.opinions), group.answered) for group in opinion_groups(BODY)]
    assert rows == [("Điều 1. Tên điều", "dieu-1-ten-dieu", 2, 1), ("Ý kiến chung", "y-kien-chung", 1, 1)]


def test_a_text_without_headings_has_no_opinions():
    assert opinions("Chỉ có lời mở đầu.\n") == ()
    assert opinion_groups("") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Trả lời của Sở Thử, ngày 2 tháng 11 năm 2026",
        "trả lời  của Sở Thử , ngày 02/11/2026 :",
        "Trả lời của Sở Thử, ngày 2 tháng 11 năm 2026:",
    ],
)
def test_a_signature_says_whose_the_reply_is_and_of_what_day(text):
    found = signed_reply(text)
    assert (found.by, found.day) == ("Sở Thử", date(2026, 11, 2))


@pytest.mark.parametrize(
    "text",
    [
        "Trả lời:",
        "Trả lời của Sở Thử:",
        "Trả lời của, ngày 2/11/2026:",
        "Trả lời của Sở Thử, tháng 11 năm 2026:",
        "Trả lời của Sở Thử, ngày 2/11/20267:",
        "Trả lời của Sở Thử, ngày 2/11/2026: Đồng ý",
    ],
)
def test_other_openings_are_no_signature(text):
    assert signed_reply(text) is None


def test_a_day_that_no_calendar_has_is_known_as_such():
    assert signed_reply("Trả lời của Sở Thử, ngày 31/11/2026:").day is None
