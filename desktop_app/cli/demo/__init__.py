"""The demo: one counter morning, from the window to the province and back, and the folder it leaves."""
