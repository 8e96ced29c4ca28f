"""What advisers say to one another: threads, circles, what each is told of them. Views and templates only."""
