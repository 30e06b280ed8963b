"""The state of the fieldwork as a page: outcomes, rates, strata, interviewers, quotas and days."""
