"""Which items count for whom: the rules of a plan's `attribution`, applied to credited rows and to who stood where on a day."""
