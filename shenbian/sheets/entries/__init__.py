"""What a union hands in for its members by sheet (集体申报): one sheet for each edition, derived from its form."""
