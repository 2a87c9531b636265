// Reporters come here, one a file.
