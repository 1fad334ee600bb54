"""A quiz is read as editors write it."""

from tusach.shelf.quiz import quiz_questions

BODY = (
    "Mở đầu\n\n## Câu 1. Hỏi\n\n- [ ] Sai\n- [x] Đúng\n\n> Căn cứ: Điều 1.\n\n## Câu 2. Nữa\n\n- [X] Có\n- [ ] Không\n"
)


def test_questions_keep_their_options_their_proof_and_their_lines():
    first, second = quiz_questions(BODY)
    assert (first.text, first.line, first.explanation) == ("Câu 1. Hỏi", 3, "Căn cứ: Điều 1.")
    assert [(one.text, one.right, one.line) for one in first.choices] == [("Sai", False, 5), ("Đúng", True, 6)]
    assert [one.right for one in second.choices] == [True, False]
    assert second.explanation == ""
