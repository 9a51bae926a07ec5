"""What is wrong with a workbook, and where, in words an officer can act on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """One mistake. `row` is Excel's own number and `column` its letter, both as the officer's screen shows them.

    A mistake of a whole row has no column, of a whole sheet no row (0), of the whole file no sheet.
    """

    sheet: str
    row: int
    column: str
    text: str
    header: str = ""

    def __str__(self) -> str:
        """Lembar Indikator, baris 5, kolom G (Rumus): ..."""
        place = f"Lembar {self.sheet}" if self.sheet else "Berkas"
        if self.row:
            place += f", baris {self.row}"
        if self.column:
            place += f", kolom {self.column}" + (f" ({self.header})" if self.header else "")
        return f"{place}: {self.text}"
