"""Floor 1: the law's language; text in, values out. Knows no file, no HTML, no MkDocs."""
