"""Tables as printed: found by rules, bars, tabs, white space or stacked lines; heads and cells, not their meaning."""
