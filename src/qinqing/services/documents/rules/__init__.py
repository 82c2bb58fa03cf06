"""What a file is, what it may be called, how it is sent: pure, no Django."""
