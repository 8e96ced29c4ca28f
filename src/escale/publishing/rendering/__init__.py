"""Paper and images: a source laid out as posters, flyers, leaflets, labels and square or upright images.

Nothing here asks the database, the clock or the network: sources, addresses and pictures are given.
"""
