"""Keys and signatures, the form of parcels and receipts, and what may become of a parcel. Pure."""
