"""What the Plan says about appeals, before any table: kinds, clocks, conditions. Pure."""
