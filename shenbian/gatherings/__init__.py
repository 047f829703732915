"""What happens at a time and a place: sessions, bookings, waiting lists, check-in, turns."""
