"""Posts: when they fall due, and that each appears once."""
