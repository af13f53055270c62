"""A folder a screen: presenter (thinks, no toolkit), screen (shows, forwards gestures), screen.kv."""
