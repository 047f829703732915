"""Where a decision meets money: what is made public before it counts, what somebody got for what, what it was worth."""
