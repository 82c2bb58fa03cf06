"""The Plan, chapter by chapter: plan, register, appeals, receptions, decisions, supervision, bulletins."""
