"""What the tests of the import share: a Word file made of blocks, read as an editor would have it read."""

import pytest
from tests.importing.word_files import word_file

from tusach.importing import import_file


@pytest.fixture
def imported(tmp_path):
    """Import a Word file made of the blocks."""

    def import_(*blocks):
        file = tmp_path / "van-ban.docx"
        file.write_bytes(word_file(*blocks))
        return import_file(file)

    return import_
