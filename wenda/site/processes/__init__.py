"""Processes beside this one: for one thing done ahead, for tasks shared by several, and what a task may take."""
