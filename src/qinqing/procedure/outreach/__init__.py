"""Going to the enterprises before they come: visits, campaigns, and whom neither has reached yet. 五(四), 五(五)."""
