"""The tests of the project, a package so that they can import `tests.profile` and `tests.postgres`."""
