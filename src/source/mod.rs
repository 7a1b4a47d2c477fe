//! Text as clerks write it: decoded, normalised, and parsed into trees whose every node knows its place.

mod comments;
pub mod dates;
mod decode;
mod fault;
mod node;
mod numbers;
mod quick;
mod scalar;
mod splice;
mod toml;
mod toml_fault;
mod words;
mod yaml;

pub use comments::without_comments;
pub use decode::{Decoded, Encoding, decode, lossy, plain};
pub use fault::{Fault, faults};
pub use node::{Node, Spanned, Table, Value, one_of};
pub use numbers::{Money, Number, Percent, count};
pub use scalar::scalar;
pub use splice::splice;
pub use toml::parse_toml;
pub use words::{is_word, known_keys, means, words_for};
pub use yaml::parse_yaml;
