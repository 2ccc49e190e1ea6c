"""From records to what people and systems read."""
