"""What the store is asked: the filter language, selections of events and statements, and their counts."""
