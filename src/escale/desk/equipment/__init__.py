"""The equipment of the organization: what there is, who has it, lending and taking back."""
