// Documents, vocabularies and prices meet here: request counts, model catalogue, forecasts.
