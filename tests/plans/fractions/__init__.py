"""The verbs a second time, in exact fractions and by other ways of counting. Nothing here is shared with `plans`."""
