"""我的联谊: a profile, choosing in secret, contacts by double consent."""
