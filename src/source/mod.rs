//! Text as clerks write it: decoded, normalised, and parsed into trees whose every node knows its place.

mod decode;
mod node;
mod quick;
mod splice;
mod toml;
mod yaml;

pub use decode::{Decoded, Encoding, decode, lossy, plain};
pub use node::{Node, Spanned, Table, Value};
pub use splice::splice;
pub use toml::parse_toml;
pub use yaml::parse_yaml;
