"""Lectures on the screen: recordings with captions and chapters, what was said in them, and slides."""

from tusach.outputs.lecture.player import Player, players
from tusach.outputs.lecture.slideshow import LectureFiles, lecture_files, shown_slides
from tusach.outputs.lecture.transcript import transcript

__all__ = ["LectureFiles", "Player", "lecture_files", "players", "shown_slides", "transcript"]
