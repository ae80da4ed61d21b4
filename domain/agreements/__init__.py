"""Agreements: who promised whom what by when, who oversees it, and whether it was kept."""
