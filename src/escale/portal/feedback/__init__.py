"""« Cette page vous a-t-elle aidé ? », asked on every public page, answered without saying who."""
