// The price table comes here: usage to money, by date.
