"""What is done day by day and ranked: steps of a walking challenge."""
