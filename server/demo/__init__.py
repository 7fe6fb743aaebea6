"""The demo's content: an invented subdistrict with cases, and pictures made to fit them."""
