"""The settings pages of the workspace: views and forms."""
