"""The store over HTTP on one's own machine: the desk for people, the API for programs."""
