// What a notice board does by itself.
