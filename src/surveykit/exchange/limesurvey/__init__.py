"""LimeSurvey structures: .lss, which is XML, and the tab-separated .txt."""
