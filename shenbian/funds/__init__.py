"""Where the money of the union's work comes from, what it was set aside for, and to whom it went (资金)."""
