"""Sheets given to people, from an appointment, a file or a session; sheets that workshops lean on. Views only."""
