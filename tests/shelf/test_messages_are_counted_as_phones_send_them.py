"""SMS: 160 septets or 70 letters alone, 153 or 67 in each joined part (3GPP TS 23.038, 23.040)."""

import pytest

from tusach.law.vietnamese import unaccented
from tusach.shelf.sms import as_sms


@pytest.mark.parametrize(
    ("text", "alphabet", "length", "parts"),
    [
        ("a" * 160, "GSM 7 bit", 160, 1),
        ("a" * 161, "GSM 7 bit", 161, 2),
        ("a" * 306, "GSM 7 bit", 306, 2),
        ("a" * 307, "GSM 7 bit", 307, 3),
        ("ạ" * 70, "UCS-2", 70, 1),
        ("ạ" * 71, "UCS-2", 71, 2),
        ("ạ" * 134, "UCS-2", 134, 2),
        ("ạ" * 135, "UCS-2", 135, 3),
        ("€" * 80, "GSM 7 bit", 160, 1),
        # 153 is odd: no euro is parted between two messages, so each holds 76 of them.
        ("€" * 153, "GSM 7 bit", 306, 3),
        ("😀" * 35, "UCS-2", 70, 1),
        ("😀" * 67, "UCS-2", 134, 3),
        ("à è é ì ò ù", "GSM 7 bit", 11, 1),
        ("", "GSM 7 bit", 0, 1),
    ],
)
def test_alphabet_length_and_parts(text, alphabet, length, parts):
    sent = as_sms(text)
    assert (sent.alphabet, sent.length, sent.parts) == (alphabet, length, parts)


def test_a_text_without_accents_always_fits_the_small_alphabet():
    text = "Đất đai: “Luật Đất đai” – khoản 2 Điều 12… Ngã Ỷ Ự ỡ; hòa giải"
    assert unaccented(text) == 'Dat dai: "Luat Dat dai" - khoan 2 Dieu 12... Nga Y U o; hoa giai'
    assert as_sms(unaccented(text)).alphabet == "GSM 7 bit"
