"""Sites whose offers are shown beside ours: adding one after a look, what its words mean, its health, what is told twice."""
