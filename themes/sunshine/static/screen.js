// What a display screen does by itself.
