"""The top floor: home, search, organisations with their year, pages about the network."""
