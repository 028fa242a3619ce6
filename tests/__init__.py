"""Every promise of the programme, tried on real servers."""
