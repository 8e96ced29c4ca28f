"""What every public service owes to the public: accessibility, personal data, legal notice, cookies, its source."""
