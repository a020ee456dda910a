"""Tables and queries that return values of `plans`; migrations, imports, published documents, the audit log, backups."""
