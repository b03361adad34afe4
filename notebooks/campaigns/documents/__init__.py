"""Charts in Word, slides and pages; documents that hold them, checked and refreshed."""
