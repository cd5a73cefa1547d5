"""What is told together: copies, origins, stories, occurrences, conflicting figures, and what came of announcements."""
