"""Search without a server: units of finished pages, a Lunr index built here and answered by lunr.js in the browser."""

from tusach.outputs.search.index import SearchFiles, build_search, page_script
from tusach.outputs.search.units import Unit, units

__all__ = ["SearchFiles", "Unit", "build_search", "page_script", "units"]
