"""Dates, times, durations and sets: TIMEX3 value and calendar interval."""
