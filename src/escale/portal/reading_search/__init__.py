"""What there is to read on what somebody looks for: a few texts beside the search, the answers of the list of chronicles."""
