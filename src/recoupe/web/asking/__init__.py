"""What pages and the API ask of a ledger: functions over it that give typed views; no word of HTTP."""
