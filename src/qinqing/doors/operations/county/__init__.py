"""The demo county: 云岭县 in 岚江市, invented from end to end.

Plain data, no database. ``story.tell()`` reads the tables beside it (county, organs, people, categories, anchors,
appeals/*) and adds the register made by ``enterprises``. Whoever fills a database does so from these frozen values
and through the public actions, so that the demo's record is a real one.
"""
