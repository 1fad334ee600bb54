import pytest

from tusach.law.glossary import definitions

LAW = """### Điều 2. Giải thích từ ngữ

Trong Luật này, các từ ngữ dưới đây được hiểu như sau:

1. Hòa giải viên là người được công nhận để hòa giải.

2. *Chất ma túy* (sau đây gọi là chất cấm) là chất gây nghiện.

3. Tổ hòa giải: tổ chức tự quản của nhân dân.

4. Đất là tài nguyên.

5. Kết cấu hạ tầng bao gồm đường là chính và cầu.

### Điều 3. Điều khác

1. Người dân là chủ.
"""


def test_terms_come_with_their_khoản_and_the_words_of_the_law():
    assert [(found.term, found.anchor) for found in definitions(LAW)] == [
        ("Hòa giải viên", "dieu-2-khoan-1"),
        ("Chất ma túy", "dieu-2-khoan-2"),
        ("chất cấm", "dieu-2-khoan-2"),
        ("Tổ hòa giải", "dieu-2-khoan-3"),
        ("Kết cấu hạ tầng", "dieu-2-khoan-5"),
    ]
    assert definitions(LAW)[0].text == "Hòa giải viên là người được công nhận để hòa giải."
    assert definitions(LAW)[3].text == "Tổ hòa giải: tổ chức tự quản của nhân dân."


def test_a_law_without_definitions_has_none():
    assert definitions("### Điều 1. Phạm vi\n\n1. Luật này là luật.\n") == ()


@pytest.mark.parametrize("sign", ["*", "_", "“", '"', " ", "a ", "(", " (", "*_", "là ", "…"])
def test_a_dotted_line_among_the_definitions_is_passed_over(sign):
    row = f"7. {sign * 20_000}"
    told = definitions(LAW.replace("4. Đất là tài nguyên.", f"4. Đất {sign * 20_000}\n\n{row}"))
    assert [found.anchor for found in told][-2:] == ["dieu-2-khoan-3", "dieu-2-khoan-5"]
