"""Lives months of the county with its people as they are: some late, some doubting, all through the public actions."""
