"""Shapes of what staff type; meaning is judged by the actions."""
