"""What can be imported, each kind with its columns, its plan of a row, and how a row is carried out."""
