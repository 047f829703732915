"""What every floor above may use: periods, money, codes, ciphers, the environment, the database's own server."""
