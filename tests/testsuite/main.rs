//! One integration binary, so that it links once. Every test goes through a door that a user uses: the command
//! line, or the library's stages.

mod layers;
