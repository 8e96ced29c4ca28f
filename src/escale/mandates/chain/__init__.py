"""What keeps the journal honest: fingerprints, signatures, guards in the database, checking, sealing what is old."""
