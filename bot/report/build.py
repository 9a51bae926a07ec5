"""Facts to a finished report. Pure: the same facts give the same report; time is one of the facts."""

from bot.report.facts import OfficeIdentity, QuarterFacts, RecapFacts, Signature
from bot.report.quarter import quarter_report
from bot.report.recap import recap_report

__all__ = ["OfficeIdentity", "QuarterFacts", "RecapFacts", "Signature", "quarter_report", "recap_report"]
