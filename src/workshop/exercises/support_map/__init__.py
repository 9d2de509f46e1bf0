"""Put the people around oneself on three circles."""
