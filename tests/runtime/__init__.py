"""What surrounds the programme, tried with real servers, real processes and real signals."""
