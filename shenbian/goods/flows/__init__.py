"""The tables: what can happen to a purchase, to an allotment, to what is handed out; why not, and what is booked."""
