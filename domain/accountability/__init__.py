"""Who answers for each need of a person at each moment, and how a handover went."""
