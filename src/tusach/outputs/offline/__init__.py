"""The edition for a USB stick: made of the finished site, sealed, verified, and updated by small bundles."""

from tusach.outputs.offline.delta import apply_delta, make_delta
from tusach.outputs.offline.edition import edition_faults, last_edition, make_edition
from tusach.outputs.offline.letter import imprint
from tusach.outputs.offline.seal import SEAL, UNDER_WAY, EditionError, digest_of, spoken_digest, verified

__all__ = [
    "SEAL",
    "UNDER_WAY",
    "EditionError",
    "apply_delta",
    "digest_of",
    "edition_faults",
    "imprint",
    "last_edition",
    "make_delta",
    "make_edition",
    "spoken_digest",
    "verified",
]
