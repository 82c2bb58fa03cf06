"""What programs send and what they are told, as typed shapes: the OpenAPI document is drawn from them."""
