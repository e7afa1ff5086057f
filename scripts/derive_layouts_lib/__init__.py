"""Sources and tools of scripts/derive_layouts.py."""
