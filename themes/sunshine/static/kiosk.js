// What a touch screen does by itself.
