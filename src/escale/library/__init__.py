"""What there is to read, articles and sheets: found in anyone's words, with what resembles it."""
