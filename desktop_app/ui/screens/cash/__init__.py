"""The cash ledger of the day: take, return, close, meet the bank."""
