"""The image each public page is shown with when its link is sent to somebody."""
