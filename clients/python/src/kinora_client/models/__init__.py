"""What the service answers, typed. A test holds every model against the service's own document."""
