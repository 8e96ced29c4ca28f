"""ActivityRecord (compte rendu d'activité) and exchange formats."""
