"""How fast it is, on both databases and at two sizes: ``make bench`` prints the table that ``report`` describes.

A county of 30 departments is filled with three years of appeals (``filling``), served by the production server
(``serving``), and asked the questions that people ask all day (``scenes``). Every size is measured in a process of its own
(``measuring``), in a database of its own (``places``) that is thrown away.
"""
