"""Communication kits: poster, flyer, notice, e-mail, feeds, tracked links."""
