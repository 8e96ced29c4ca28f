"""The settings page of the programs an organization lets in."""
