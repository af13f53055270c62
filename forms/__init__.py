"""What the statute prescribes; pure: no clock, dice, thread, socket, disk, log or toolkit."""
