"""Where everything is put together: settings, addresses, and what happens after what."""
