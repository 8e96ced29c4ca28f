"""The term's programme: questions and slots become workshops."""
