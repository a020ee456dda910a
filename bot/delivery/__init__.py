"""The way out: what stands in the outbox is posted once, and whatever becomes of it can be seen."""
