"""Targets and results that stand in tables: plans by indicator, sheets, quotas, and what a converter has flattened."""
