"""What pages and the API ask a ledger: functions of an open ledger that give what is shown, frozen and typed."""
