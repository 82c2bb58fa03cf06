"""What parcels say of an appeal: written for the other house, and read without trust. Pure."""
