"""The sheet of an adviser, on the site and on paper."""
