"""Floor 3: the ways out of the house; siblings never import each other."""
