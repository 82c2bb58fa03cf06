"""亲清: the county mayor's enterprise reception day, run as the Plan says."""

__version__ = "0.1.0"
