"""Search without a server: units of finished pages, a Lunr index in shards built here and answered in the browser."""

from tusach.outputs.search.index import search_files
from tusach.outputs.search.reader import Found, SearchReader
from tusach.outputs.search.scripts import page_script, search_scripts

__all__ = ["Found", "SearchReader", "page_script", "search_files", "search_scripts"]
