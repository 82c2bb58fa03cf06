"""What the public and the county read of it all: figures by department. 四(六)."""
