"""The append-only record: chained per subject, sealed daily over all subjects, verified against the tables."""
