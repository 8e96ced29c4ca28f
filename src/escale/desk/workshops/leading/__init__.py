"""Who leads a session: handing it to a colleague, and settling what an absence or a closed day meets."""
