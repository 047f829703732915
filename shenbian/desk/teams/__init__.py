"""Teams of volunteers at the desk."""
