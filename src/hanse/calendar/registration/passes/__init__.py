"""What somebody shows: tickets that prove themselves, short codes to read aloud, and the files that carry them."""
