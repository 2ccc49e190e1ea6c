"""The language as the project knows it: spelling of syllables, an n-gram model, and how readers misread print."""
