"""The door through which a phone hands over photos without internet: no screen, no storage."""
