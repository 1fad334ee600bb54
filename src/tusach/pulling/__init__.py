"""Takes publications in from sister bookcases over the network: nothing that comes is trusted, nothing is lost."""

from tusach.pulling.pull import Pulled, pull

__all__ = ["Pulled", "pull"]
