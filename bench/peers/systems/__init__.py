"""The systems, one a module: `prepare(settings, lessons)` gives the function that answers for one asked thing."""
