"""The entrants that `bench.peers` has not: each module prepares what answers about one thing after the other."""
