"""What any office has, and nothing about appeals."""
