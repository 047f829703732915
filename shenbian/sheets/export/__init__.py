"""Registers out: the rows of a register as its reader may see them, under the headers by which they come in again."""
