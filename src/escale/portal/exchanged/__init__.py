"""How a town site, a newspaper or another Escale takes up our offers: addresses, licence, the lines to paste."""
