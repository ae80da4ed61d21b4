"""Folds over the ledger into read tables and reports, each rebuildable from zero."""
