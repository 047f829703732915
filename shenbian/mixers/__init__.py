"""Who would like to meet whom: pledges, mutual choice in secret, contact by double consent, wiped afterwards."""
