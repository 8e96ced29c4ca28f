"""Loads the project's harness and cast for every test."""

pytest_plugins = [
    "escale.testing.harness",
    "escale.testing.cast",
    "escale.testing.browser",
    "escale.testing.world",
    "escale.testing.khal",
    "escale.testing.other_site",
]
