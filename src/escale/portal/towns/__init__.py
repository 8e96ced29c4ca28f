"""Digital help around a commune."""
