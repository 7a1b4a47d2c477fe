//! Gives the generator a digest of its own sources, so that pages of another build of it are rendered anew.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    let mut files = BTreeSet::new();
    collect(Path::new("src"), &mut files);
    collect(Path::new("themes"), &mut files);
    files.insert(PathBuf::from("Cargo.lock"));
    let mut hasher = DefaultHasher::new();
    for file in &files {
        std::fs::read(file).unwrap_or_default().hash(&mut hasher);
    }
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=themes");
    println!("cargo::rerun-if-changed=Cargo.lock");
    println!("cargo::rustc-env=SUNSHINE_SOURCES={:016x}", hasher.finish());
}

fn collect(folder: &Path, files: &mut BTreeSet<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.insert(path);
        }
    }
}
