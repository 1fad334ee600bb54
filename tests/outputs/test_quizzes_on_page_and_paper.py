"""A quiz on the page hides its answers, on paper it puts them last."""

from datetime import date

import markdown
from lxml import html as lxml_html

from tusach.outputs.print.answers import answers_last
from tusach.outputs.print.book import Book, Part
from tusach.outputs.print.manuscript import manuscript
from tusach.outputs.quiz import quiz_shaped

PAGE = (
    "<p>Mở đầu</p><h2>Câu 1. Hỏi</h2><ul><li>[ ] Sai</li><li>[x] Phải</li></ul><blockquote><p>Lý do 1</p></blockquote>"
    "<h2>Câu 2. Nữa</h2><ul><li>[x] Có</li><li>[ ] Không</li></ul><blockquote><p>Lý do 2</p></blockquote>"
)


def test_the_right_answer_is_told_only_in_the_folded_part():
    root = lxml_html.fragment_fromstring(quiz_shaped(PAGE), create_parent="div")
    answers = root.cssselect("details.quiz__answer")
    assert [one.cssselect(".quiz__right")[0].text for one in answers] == ["Đáp án: B", "Đáp án: A"]
    for answer in answers:
        answer.drop_tree()
    rest = root.text_content()
    assert "Lý do" not in rest
    assert "[" not in rest
    assert "B. Phải" in rest


def printed(*titles: str) -> str:
    """The words of a book of that many quizzes, as they go to print."""
    parts = tuple(Part(f"thi/{n}", title, quiz_shaped(PAGE), len(titles) > 1) for n, title in enumerate(titles))
    book = Book("a.md", "thi", "quiz", "Thi", "Thi", "", ("Thử",), parts, (), (), date(2026, 11, 22), "", {})
    return lxml_html.fragment_fromstring(manuscript(book).html, create_parent="div").text_content()


def test_on_paper_the_answers_stand_after_the_last_question_and_options_have_boxes_to_tick():
    questions, _, answers = printed("Một cuộc thi").partition("Đáp án")
    assert "Câu 2. Nữa" in questions
    assert questions.count("☐ ") == 4
    assert "☐ A. Sai" in questions
    assert "Lý do" not in questions
    assert "Câu 1. Đáp án: B" in answers
    assert "Lý do 2" in answers


def test_a_book_of_several_quizzes_tells_no_answer_before_the_last_question_of_all():
    questions, _, answers = printed("Cuộc thi đầu", "Cuộc thi sau").partition("Đáp án")
    assert questions.count("Câu 2. Nữa") == 2
    assert "Lý do" not in questions
    first, _, second = answers.partition("Cuộc thi sau")
    assert "Cuộc thi đầu" in first
    assert first.count("Đáp án: B") == second.count("Đáp án: B") == 1


def test_every_right_answer_of_the_printed_text_keeps_its_letter_and_leaves_no_fold():
    root = lxml_html.fragment_fromstring(quiz_shaped(PAGE), create_parent="div")
    answers_last(root)
    assert not root.cssselect("details, ul")
    assert "A. Sai" in root.text_content()


def rendered(text):
    html = markdown.markdown(text, extensions=["extra"])
    return lxml_html.fragment_fromstring(quiz_shaped(html), create_parent="div")


def test_a_proof_right_below_the_last_option_is_still_told_only_in_the_folded_part():
    root = rendered("## Câu 1\n\n- [ ] Một\n- [x] Hai\n> Căn cứ: Điều 1.\n")
    (proof,) = root.cssselect("blockquote")
    assert proof.getparent().get("class") == "quiz__answer"
    assert [item.text_content().strip() for item in root.cssselect("li")] == ["A. Một", "B. Hai"]


def test_a_quotation_above_the_options_stays_with_the_question():
    root = rendered("## Câu 1\n\n> Ông A nói gì đó.\n\n- [ ] Một\n- [x] Hai\n\n> Căn cứ: Điều 1.\n")
    told, proof = root.cssselect("blockquote")
    assert told.getparent().tag == "section"
    assert proof.getparent().get("class") == "quiz__answer"
