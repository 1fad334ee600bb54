"""The number of a legal document (số, ký hiệu): 31/2024/QH15, 195/CP, 66.22/2026/NQ-CP.

The symbol is left open: 930 shapes were counted in real texts, and each year brings new ones.
Form: Decree 30/2020/NĐ-CP, Annex I, and the shapes that older documents really have.
"""

from __future__ import annotations

import re

from tusach.law.vietnamese import nfc, slug

NUMBER = re.compile(
    r"""
    (?P<ordinal>\d{1,5}(?:\.\d{1,3})?[a-z]?)      # 31, 66.22, 12a
    (?:/(?P<year>(?:18|19|20)\d\d))?              # /2024
    [/-]
    (?P<symbol>[A-ZĐ][A-ZĐƯa-zđ0-9]*(?:[-–/][A-ZĐƯa-zđ0-9]+)*)   # QH15, NĐ-CP, TTLT-BTP-BCA
    """,
    re.VERBOSE,
)


def is_number(text: str) -> bool:
    """Whether the whole text is one document number."""
    return NUMBER.fullmatch(nfc(text).strip()) is not None


def number_key(number: str) -> str:
    """The number as a key and address: 31/2024/QH15 gives 31-2024-qh15, 30/2020/NĐ-CP gives 30-2020-nd-cp."""
    return slug(number)
