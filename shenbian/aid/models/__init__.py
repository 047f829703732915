"""The nouns of hardship aid; the models live in the files of this folder."""

from shenbian.aid.models.dossier import ON_FILE, STANDS, Assessment, Dossier, Finding, HouseholdMember, Step
from shenbian.aid.models.help import Help

__all__ = ["ON_FILE", "STANDS", "Assessment", "Dossier", "Finding", "Help", "HouseholdMember", "Step"]
