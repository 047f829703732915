"""What is learnt: enrolment, lessons, progress, exam, grades."""
