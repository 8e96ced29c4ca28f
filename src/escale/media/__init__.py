"""Articles, series, comments, the letter that carries them."""
