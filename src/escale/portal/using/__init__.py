"""Help with using the site: hard words, a place to practise, a welcome in other languages."""
