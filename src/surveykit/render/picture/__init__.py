"""Drawing: charts as SVG, good on paper and on a screen, told apart by colour and in grey; and as PNG."""
