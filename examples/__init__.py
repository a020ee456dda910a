"""Documents and data, no code: the sample company's plans, and the worked example of a CRM export."""
