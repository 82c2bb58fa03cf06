"""对接: another deployment of the house as a peer; numbered, signed parcels out and in, each answered by a receipt."""
