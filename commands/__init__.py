"""The commands of `reintegration`, one module each, imported when called."""
