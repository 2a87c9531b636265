// Readers of prompt formats come here: every format into one positioned document.
