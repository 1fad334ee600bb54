"""Floor 3: official Word files become documents on a shelf."""

from tusach.importing.batch import Result, import_files
from tusach.importing.importer import Imported, import_file
from tusach.importing.putting import Shelf
from tusach.importing.safety import RefusedError

__all__ = ["Imported", "RefusedError", "Result", "Shelf", "import_file", "import_files"]
