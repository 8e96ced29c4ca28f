"""Lists of partners from national files: brought in, taken away; our own places as open data, and how complete they are."""
