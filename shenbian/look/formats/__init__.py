"""How days and times stand in what is typed into; how they are shown stays Django's."""
