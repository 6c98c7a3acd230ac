"""What words say about a picture, by language: one YAML file each, and how words are looked up."""
