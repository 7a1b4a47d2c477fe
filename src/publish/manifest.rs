//! `manifest.json`: what an edition consists of.

use crate::render::Recipe;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::path::{Component, Path};

/// The manifest's name in the root of an edition.
pub const MANIFEST: &str = "manifest.json";

/// The version of this format.
const FORMAT: u32 = 1;

/// What an edition published (清单). It holds no instant of its own: the same site has the same manifest,
/// whenever it was built.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// `sunshine`: how an output folder is known to be ours.
    generator: String,
    format: u32,
    /// The edition's name.
    pub edition: String,
    /// `public` or `internal`.
    pub audience: String,
    /// When the next item opens or closes, RFC 3339; none if nothing ever will.
    pub next_change: Option<String>,
    /// Every file but this one, by path.
    pub files: Vec<FileRecord>,
}

/// A published file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileRecord {
    /// Its path from the edition's root, with `/`.
    pub path: Box<str>,
    /// Its size in bytes.
    pub size: u64,
    /// BLAKE3 of its bytes; in the file in hexadecimal, as every digest there. Read also by the name of another digest, so
    /// that a tree which has that one is still known for ours: it equals no bytes, and each file is made anew.
    #[serde(with = "hex::serde", alias = "sha256")]
    pub blake3: [u8; 32],
    /// What it was made of.
    pub recipe: Recipe,
    /// When something on it lapses, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Box<str>>,
}

impl Manifest {
    /// A manifest of these files, which are sorted by path.
    pub fn new(edition: &str, audience: &str, next_change: Option<String>, files: Vec<FileRecord>) -> Self {
        let generator = "sunshine".to_owned();
        Self {
            generator,
            format: FORMAT,
            edition: edition.to_owned(),
            audience: audience.to_owned(),
            next_change,
            files,
        }
    }

    /// Reads a manifest; `None` for anything that is not one of ours.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(bytes).ok()?;
        let sound = manifest.files.iter().all(|file| stays_inside(&file.path));
        (manifest.generator == "sunshine" && manifest.format == FORMAT && sound).then_some(manifest)
    }

    /// As it is written, in parts: one file a line, so that people can read and compare it.
    pub fn to_json(&self) -> Vec<Vec<u8>> {
        let head = Self::new(&self.edition, &self.audience, self.next_change.clone(), Vec::new());
        let head = serde_json::to_string(&head).expect("a manifest is plain data");
        let lines = self.files.par_chunks(1024).enumerate().map(|(n, files)| {
            let mut lines = Vec::with_capacity(files.len() * 224);
            for (m, file) in files.iter().enumerate() {
                lines.extend_from_slice(if (n, m) == (0, 0) { b"\n" } else { b",\n" });
                serde_json::to_writer(&mut lines, file).expect("a record is plain data");
            }
            lines
        });
        let lines: Vec<Vec<u8>> = lines.collect();
        let head = head.strip_suffix("]}").unwrap_or(&head).as_bytes().to_vec();
        std::iter::once(head).chain(lines).chain([b"\n]}\n".to_vec()]).collect()
    }
}

/// Whether a path leads nowhere but into its folder. A manifest on disk is input like any other.
fn stays_inside(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_reads_back_what_it_writes() {
        let record = FileRecord {
            path: "a.html".into(),
            size: 3,
            blake3: [0xab; 32],
            recipe: Recipe([0xcd; 16]),
            expires: None,
        };
        let files =
            vec![record.clone(), FileRecord { path: "b.html".into(), expires: Some("2026-12-31".into()), ..record }];
        for files in [Vec::new(), files] {
            let manifest = Manifest::new("public", "public", None, files);
            assert_eq!(Manifest::parse(&manifest.to_json().concat()), Some(manifest));
        }
        let earlier =
            br#"{"generator":"sunshine","format":1,"edition":"a","audience":"public","next_change":null,"files":[
            {"path":"a.html","size":3,"sha256":"HEX","recipe":"RECIPE"}]}"#;
        let earlier =
            String::from_utf8_lossy(earlier).replace("HEX", &"ab".repeat(32)).replace("RECIPE", &"cd".repeat(16));
        assert!(Manifest::parse(earlier.as_bytes()).is_some(), "a tree of an earlier version is still ours");
        assert_eq!(Manifest::parse(b"{}"), None);
        let outside =
            FileRecord { path: "../a".into(), size: 0, blake3: [0; 32], recipe: Recipe([0; 16]), expires: None };
        assert_eq!(Manifest::parse(&Manifest::new("public", "public", None, vec![outside]).to_json().concat()), None);
    }
}
