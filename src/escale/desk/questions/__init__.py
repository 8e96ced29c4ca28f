"""The questions heard again and again, as the team notes and counts them."""
