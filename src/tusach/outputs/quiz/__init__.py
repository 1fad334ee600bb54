"""The quiz on the page: options with letters, answers folded away, and the script that keeps the score on the device."""

from tusach.outputs.quiz.shape import playing_script, quiz_shaped

__all__ = ["playing_script", "quiz_shaped"]
