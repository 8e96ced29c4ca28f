"""Making activities known: kits with their pieces, what to send when, channels, places, public meetings."""
