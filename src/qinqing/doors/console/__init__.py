"""The staff's workbench, /desk/."""
