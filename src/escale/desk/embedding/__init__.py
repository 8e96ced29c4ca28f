"""What to give a town site, a library or a newspaper so that it shows our workshops by itself."""
