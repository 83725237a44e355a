"""The first day in practice: tasks that tick themselves off when they were really done."""
