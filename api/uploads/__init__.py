"""Files from outside: declared, sent, looked at, and kept in the library or refused."""
