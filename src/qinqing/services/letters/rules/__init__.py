"""What a mail is made of, read without believing it. Pure."""
