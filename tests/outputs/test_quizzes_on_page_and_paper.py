"""A quiz on the page hides its answers, on paper it puts them last."""

from lxml import html as lxml_html

from tusach.outputs.print.answers import answers_last
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


def test_on_paper_the_answers_stand_after_the_last_question():
    root = lxml_html.fragment_fromstring(quiz_shaped(PAGE), create_parent="div")
    answers_last(root)
    questions, _, answers = root.text_content().partition("Đáp án")
    assert "Câu 2. Nữa" in questions
    assert "Lý do" not in questions
    assert "Câu 1. Đáp án: B" in answers
    assert "Lý do 2" in answers


def test_every_right_answer_of_the_printed_text_keeps_its_letter_and_leaves_no_fold():
    root = lxml_html.fragment_fromstring(quiz_shaped(PAGE), create_parent="div")
    answers_last(root)
    assert not root.cssselect("details, ul")
    assert "A. Sai" in root.text_content()
