"""A letter comes out as question and answer, whatever mail program wrote it. All people here are fictional."""

import contextlib
import unicodedata
from email.message import EmailMessage

import pytest

from tusach.importing.letter import LetterError, read_letter

ASKED = "Hàng xóm lấn đất nhà tôi thì làm thế nào?"
TOLD = "Nhà hàng xóm phải trả lại đất."
WHO = "Nguyễn Văn Thử <nguyenvanthu@example.org>"

PLAIN = {
    "one line above the quotation": f"{TOLD}\n\nVào Th 5, 26 thg 11, 2026 lúc 10:05 {WHO} đã viết:\n> {ASKED}\n",
    "that line broken in two": f"{TOLD}\n\nVào Th 5, 26 thg 11, 2026 vào lúc 10:05 {WHO}\nđã viết:\n\n> {ASKED}\n> Xin cảm ơn.\n>\n",
    "the answer below": f"On Thu, Nov 26, 2026 at 10:05 AM Nguyễn Văn Thử\n<thu@example.org> wrote:\n> {ASKED}\n\n{TOLD}\n",
    "a head in Vietnamese": f"{TOLD}\n\n{'_' * 32}\nTừ: {WHO}\nĐã gửi: Thứ Năm, 26 Tháng Mười Một, 2026 10:05\nĐến: Cán bộ Mẫu\nTiêu đề: Hỏi về đất\n\n{ASKED}\n",
    "a head in English": f"{TOLD}\n\n-----Original Message-----\nFrom: {WHO}\nSent: Thursday, November 26, 2026\nTo: Cán bộ Mẫu\nSubject: Hỏi\n\n{ASKED}\n",
}
SENT_ON = {
    "English": f"---------- Forwarded message ---------\nTừ: {WHO}\nDate: Th 5, 26 thg 11, 2026\nSubject: Hỏi\nTo: <canbo@example.org>\n\n\n{ASKED}\n",
    "Vietnamese": f"---------- Thư đã chuyển tiếp ---------\nTừ: {WHO}\nNgày: Th 5, 26 thg 11, 2026\nChủ đề: Hỏi\nĐến: <canbo@example.org>\n\n{ASKED}\n",
}
HTML = {
    "a quotation": f'<div>{TOLD}</div><br><div><div>Vào Th 5, 26 thg 11, 2026 vào lúc 10:05 Thử &lt;<a href="mailto:t@example.org">t@example.org</a>&gt; đã viết:<br></div>'
    f"<blockquote><div>{ASKED}</div></blockquote></div>",
    "a head": f"<html><head><style>p{{color:red}}</style></head><body><p>{TOLD}</p><hr><div><b>From:</b> Thử &lt;t@example.org&gt;<br><b>Sent:</b> Thursday<br>"
    f"<b>To:</b> Cán bộ Mẫu<br><b>Subject:</b> Hỏi</div><p>{ASKED}</p></body></html>",
}


def read(folder, data):
    file = folder / "thu.eml"
    file.write_bytes(data)
    return read_letter(file)


def written(body, subtype="plain", **how):
    message = EmailMessage()
    message["From"], message["Subject"] = "Cán bộ Mẫu <canbo@example.org>", "Re: Hỏi về đất"
    message.set_content(body, subtype=subtype, charset="utf-8", **how)
    return bytes(message)


@pytest.mark.parametrize("cte", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize("shape", PLAIN)
def test_an_answer_and_the_question_it_quotes_are_parted(tmp_path, shape, cte):
    letter = read(tmp_path, written(PLAIN[shape], cte=cte))
    assert (letter.question, letter.answer) == (ASKED, TOLD)


@pytest.mark.parametrize("shape", HTML)
def test_a_letter_only_in_html_is_parted_as_well(tmp_path, shape):
    letter = read(tmp_path, written(HTML[shape], subtype="html"))
    assert (letter.question, letter.answer) == (ASKED, TOLD)


@pytest.mark.parametrize("language", SENT_ON)
def test_a_letter_sent_on_is_the_question(tmp_path, language):
    letter = read(tmp_path, written(SENT_ON[language]))
    assert (letter.question, letter.answer) == (ASKED, "")


def test_thanks_in_the_middle_cut_nothing_off(tmp_path):
    body = f"Xin cảm ơn.\n{ASKED}\nTôi hỏi thêm: có phải nộp tiền không?\n"
    assert read(tmp_path, written(body)).question == body.strip()


def test_thanks_at_the_end_are_left_out_with_the_signature(tmp_path):
    assert read(tmp_path, written(f"{ASKED}\n\nXin cảm ơn.\nThử\nThôn Mẫu\n")).question == ASKED


def test_letters_of_old_programs_in_windows_1258_keep_their_accents(tmp_path):
    head = b"Subject: Hoi\r\nContent-Type: text/plain; charset=windows-1258\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    assert read(tmp_path, head + windows_1258(ASKED)).question == ASKED


def test_a_letter_that_names_no_charset_is_read_as_utf_8(tmp_path):
    assert read(tmp_path, f"Subject: Hỏi đất\r\n\r\n{ASKED}".encode()).question == ASKED


def windows_1258(text):
    """Windows-1258 has vowels with their shape as one letter and tones as letters of their own."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    pieces = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        vowel = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        pieces.append(vowel + "".join(part for part in parts if part in tones))
    return "".join(pieces).encode("cp1258")


@pytest.mark.parametrize(
    "head",
    [
        f"Vào 02/11/2026 08:15, {WHO} viết:",
        f"Thứ Hai, 2 thg 11, 2026 08:15 {WHO} đã viết:",
        f"{WHO} đã viết vào 08:15 ngày 2/11/2026:",
        "-----Thư gốc-----",
    ],
)
def test_other_heads_of_mail_programs_are_known(tmp_path, head):
    letter = read(tmp_path, written(f"{TOLD}\n\n{head}\n> {ASKED}\n"))
    assert (letter.question, letter.answer) == (ASKED, TOLD)


def test_an_exchange_of_several_letters_keeps_all_words_and_no_heads(tmp_path):
    body = f"{TOLD}\n\nVào CN, 1 thg 11, 2026 lúc 10:00 {WHO} đã viết:\n> Đất ở đâu?\n>\n> Vào T7, 31 thg 10, 2026 lúc 09:00 {WHO} đã viết:\n>> {ASKED}\n"
    letter = read(tmp_path, written(body))
    assert letter.answer == TOLD
    assert letter.question.split("\n\n") == ["Đất ở đâu?", ASKED]


def test_an_empty_plain_part_gives_way_to_the_html(tmp_path):
    message = EmailMessage()
    message["Subject"] = "Hỏi"
    message.set_content("\n")
    message.add_alternative(f"<p>{ASKED}</p>", subtype="html")
    assert read(tmp_path, bytes(message)).question == ASKED


def test_a_letter_sent_on_as_an_attachment_is_the_question(tmp_path):
    inner = EmailMessage()
    inner["From"], inner["Subject"] = WHO, "Hỏi"
    inner.set_content(f"{ASKED}\nNguyễn Văn Thử\n")
    outer = EmailMessage()
    outer["Subject"] = "Fwd: Hỏi"
    outer.set_content("Nhờ anh trả lời.")
    outer.add_attachment(inner)
    letter = read(tmp_path, bytes(outer))
    assert letter.question.splitlines()[0] == ASKED
    assert "Thử" not in letter.question
    assert (letter.answer, letter.left_out) == ("Nhờ anh trả lời.", ())


@pytest.mark.parametrize("more", ["Tái bút: đất chưa có sổ", "Em gửi thêm là nếu đất chưa có sổ thì sao ạ"])
def test_what_is_added_below_a_farewell_is_kept(tmp_path, more):
    assert more in read(tmp_path, written(f"{ASKED}\n\nXin cảm ơn.\n{more}\n")).question


def test_a_way_between_two_places_is_no_head(tmp_path):
    body = f"Tôi đi xe.\nTừ: Lào Cai\nĐến: Hà Nội\n{ASKED}"
    assert read(tmp_path, written(body)).question == body


@pytest.mark.parametrize("part", ["   \n", "--- \n", "Từ: a\n", "a", "a.", "Vào 10:10 a@b\n", "-- \nA\n"])
def test_a_letter_made_to_be_slow_is_read_all_the_same(tmp_path, part):
    letter = read(tmp_path, written(f"{part * (99_000 // len(part))}\n{ASKED}", cte="8bit"))
    assert ASKED in letter.question + letter.answer


def test_a_letter_longer_than_any_question_is_refused(tmp_path):
    with pytest.raises(LetterError, match="dài quá"):
        read(tmp_path, written(f"{'Tôi hỏi về đất. ' * 10_000}", cte="8bit"))


def with_head(head: str, value: str) -> bytes:
    return f"{head}: {value}\nX-Own: a\nContent-Type: text/plain; charset=utf-8\n\n{ASKED}\n".encode()


HEADS = ["From", "To", "Cc", "Reply-To", "Subject", "Date", "Content-Type", "Content-Disposition", "MIME-Version"]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("sign", ["(", '"', "<", "[", "\\", "=?utf-8?q?", ";a*0=", "a@", ":"])
def test_a_head_of_any_signs_is_read_or_refused_in_vietnamese(tmp_path, head, sign):
    # Anything else than these two would be a traceback in a terminal.
    with contextlib.suppress(LetterError):
        assert read(tmp_path, with_head(head, sign * 300)).question.strip()


@pytest.mark.parametrize("head", ["From", "To", "Reply-To", "Subject", "Content-Type"])
@pytest.mark.parametrize("value", ["(" * 200_000, "Nguyen A <a@b.vn>, " * 50_000])
def test_a_head_without_end_is_refused_by_its_name(tmp_path, head, value):
    with pytest.raises(LetterError, match=f"`{head}`"):
        read(tmp_path, with_head(head, value))


def test_a_letter_sent_on_with_such_a_head_is_refused_too(tmp_path):
    inner = f"--x\nContent-Type: message/rfc822\n\nFrom: {'(' * 300}\n\n{ASKED}\n--x--\n"
    outer = f"From: a@b.vn\nContent-Type: multipart/mixed; boundary=x\n\n{inner}"
    with pytest.raises(LetterError, match="chuẩn thư điện tử"):
        read(tmp_path, outer.encode())
