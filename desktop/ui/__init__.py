"""The screens: Qt widgets over the desk, with no SQL and no network of their own."""
