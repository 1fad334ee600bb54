"""What other portals and programs take from a finished site: a catalogue with hashes, the texts, feeds, OPDS, signposts."""

from tusach.outputs.share.files import share_files
from tusach.outputs.share.portal import Portal

__all__ = ["Portal", "share_files"]
