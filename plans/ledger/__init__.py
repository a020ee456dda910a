"""The ledger: what periods that were signed off added to what somebody earned, as amounts that stand."""
