"""The editor of what is published, Wagtail’s, for writing only: blocks, who may write, pictures and their rights, hints."""
