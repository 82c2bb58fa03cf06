"""Old ledgers 台账 as offices keep them: read as they are, put into shape, entered through the chapters' actions."""
