"""The only place that stores: envelopes, recorder, tree, keys, verification and reading."""
