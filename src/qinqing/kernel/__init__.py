"""The vocabulary everything is said in: pure Python, no Django."""
