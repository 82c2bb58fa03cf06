"""The public and the enterprise: bring a difficulty, follow it, answer for oneself."""
