"""How messages leave, one module each. `choice.opened` gives the one the settings name."""
