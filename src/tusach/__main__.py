"""`python -m tusach` is `tusach`."""

from tusach.cli import main

main()
