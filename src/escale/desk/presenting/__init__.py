"""The page an adviser shows of herself to the public: her words, her photo, online or not."""
