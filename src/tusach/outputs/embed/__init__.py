"""What other portals show of the bookcase on their own pages: a small script, a frame for those that allow no scripts."""

from tusach.outputs.embed.widget import choosing_script, embed_files

__all__ = ["choosing_script", "embed_files"]
