"""What files of statistical programs have in common: counts of dates, letters for missing values, mended letters."""
