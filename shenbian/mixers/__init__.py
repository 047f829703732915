"""Who would like to meet whom: balanced places, choice in secret, contact by double consent, wiped afterwards."""
