"""What is checked of the whole app before anything is deployed."""
