"""Figures about many persons: each defined here, counted from acts, and suppressed where small."""
