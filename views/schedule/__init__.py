"""What operators read about scheduled posts: what waits for them, what is next, what became of each, and how to change it."""
