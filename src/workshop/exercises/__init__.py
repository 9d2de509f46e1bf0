"""What one person does: a model and a view for each kind of exercise."""
