"""Arithmetic on bare Decimals, in the context of `plans.number.exactly`: rounding, bands, lines and division."""
