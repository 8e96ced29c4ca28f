"""Who may act for somebody, as she said it to the team."""
