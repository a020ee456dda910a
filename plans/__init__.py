"""The core: what a plan says, what it pays, and why. Pure: no clock, no database, no chat. `load` reads a plan, `statement` computes one."""
