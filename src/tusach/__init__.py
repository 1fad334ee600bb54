"""tusach: the legal bookcase, compiled from Markdown into a searchable website."""

__version__ = "0.1.0"
