"""Ledgers 台账 as spreadsheets: real dates and numbers, every text whole, nothing that a spreadsheet would compute."""

from qinqing.services.documents.rules.ledgers.describing import Column, Kind, Ledger, Row
from qinqing.services.documents.rules.ledgers.writing import Provenance, write

__all__ = ["Column", "Kind", "Ledger", "Provenance", "Row", "write"]
