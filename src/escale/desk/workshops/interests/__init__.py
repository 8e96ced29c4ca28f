"""Those who want to learn, at the desk: the list, a person, the questions by telephone, a whole list imported."""
