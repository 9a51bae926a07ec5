"""Indonesian national holidays and cuti bersama, from the `holidays` package. The office's own list corrects them.

Islamic dates of years not yet decreed are estimates; the package marks most of them "(perkiraan)".
"""

from collections.abc import Iterable
from datetime import date

import holidays


def national_days(years: Iterable[int]) -> dict[date, str]:
    """Dates and Indonesian names, in order. Both categories: the package's default leaves out cuti bersama."""
    days = holidays.country_holidays("ID", years=years, categories=("public", "government"), language="id")
    return dict(sorted(days.items()))
