"""The verbs: bring a file or a folder in, take a batch back, give a register out."""
