"""Editions of the Plan: its clauses, and the numbers it leaves to the county."""
