"""市县往来: appeals that go to and fro between two houses of this kind, the city centre's and a county's. 三(四), 四(一)4."""
