"""Registers with nouns of their own: union bodies, units, covers, members, posts. Each writes its facts too."""
