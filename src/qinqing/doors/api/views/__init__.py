"""What each operation does. Views catch no domain errors: the door answers them."""
