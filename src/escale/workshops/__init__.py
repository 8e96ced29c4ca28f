"""Workshop, Cycle, Session, Enrollment, Attendance; groups, waiting list, roll sheet, certificate."""
