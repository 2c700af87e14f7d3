"""From a loaded proof to its verdicts: both judges are asked, their answers become one result."""
