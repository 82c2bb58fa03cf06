"""People and how they sign in. Posts and powers are the register's; what was done is recorded by the caller."""
