"""The networks of an organization, and those one runs: site, organizations, charter, offers read over, coordination."""
