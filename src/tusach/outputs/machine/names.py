"""The names of a document outside this site: FRBR addresses after the Akoma Ntoso naming convention, unofficial."""

from __future__ import annotations

from tusach.law.issuer import document_key
from tusach.law.vietnamese import slug
from tusach.shelf.fields import NO_NUMBER, DocumentFields


def work_uri(fields: DocumentFields) -> str:
    """The work: `/akn/vn/act/2024-01-18/31-2024-qh15` (OASIS Akoma Ntoso Naming Convention 1.0, section 4.4)."""
    number = slug(fields.title) if fields.number == NO_NUMBER else document_key(fields.number, fields.issuer)
    return f"/akn/vn/act/{fields.issued.isoformat()}/{number}"


def expression_uri(fields: DocumentFields) -> str:
    """The text in Vietnamese as it stood on the day it took effect, or was issued when that day is not known."""
    return f"{work_uri(fields)}/vie@{(fields.effective or fields.issued).isoformat()}"
