"""Ledgers 台账 as spreadsheets: real dates and numbers, every text whole, nothing that a spreadsheet would compute.

``writing`` is asked for where a ledger is written: it takes a library along that few processes need.
"""

from qinqing.services.documents.rules.ledgers.describing import Column, Kind, Ledger, Provenance, Row

__all__ = ["Column", "Kind", "Ledger", "Provenance", "Row"]
