"""What people write to the post, cleaned."""
