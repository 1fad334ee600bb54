"""Floor 2: what the editors wrote; typed, checked, and found by address, kind and topic."""
