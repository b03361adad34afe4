"""Reported figures of Chinese police campaigns: load, choose, chart, export."""
