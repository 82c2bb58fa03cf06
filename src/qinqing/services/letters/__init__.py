"""来信: what is written to the county's own mailbox, from arriving there to being settled by a clerk."""
