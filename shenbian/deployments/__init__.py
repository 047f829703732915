"""Who is sent where (下沉、蹲点): orders, person-days, day logs."""
