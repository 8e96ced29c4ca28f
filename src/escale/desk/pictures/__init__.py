"""Pictures of the organization for its posters: brought, chosen for a kit, withdrawn, shown."""
