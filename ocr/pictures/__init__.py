"""Pictures on pages that have a sound text layer: which of them carry text that no layer says, and what they say."""
