"""The agenda of the team: day, week, month and list, of an adviser, of several, of a venue or of a room."""
