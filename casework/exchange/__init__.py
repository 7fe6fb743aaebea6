"""Reading and writing what other systems hold: Traffy Fondue, Open311, spreadsheets."""
