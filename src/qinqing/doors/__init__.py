"""Everything that lets somebody in: pages, the workbench, other systems, commands."""
