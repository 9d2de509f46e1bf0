"""Make one if–then plan with a day."""
