"""What the calendar knows without a database."""
