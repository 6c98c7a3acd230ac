"""The endpoints that OpenAI's own client libraries speak with, on Kinora's engines."""
