"""What tenants and users decide about their data: exports, erasure, retention, archive."""
