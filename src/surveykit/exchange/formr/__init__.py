"""formr sheets: a workbook with a sheet of items and one of choices."""
