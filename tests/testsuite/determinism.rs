//! The same content at the same instant is the same site, whatever the order, the threads, the folder.

use crate::drafts::date;
use crate::expiry::calendar_site;
use crate::site::{FORMS, Site, Tree, assert_same, toml};
use std::io;
use std::path::Path;
use sunshine::calendar::parse_moment;
use sunshine::diagnostic::Diagnostics;
use sunshine::load::{self, Files, Found, HeldFiles};
use sunshine::pipeline::{Admitted, Inputs, Job};
use sunshine::projection::{Internal, Public};
use sunshine::publish::Memory;
use sunshine::{check, config};

/// A site with something of everything, and a day on which most of it stands.
fn site() -> (Site, String) {
    (calendar_site().toml(&toml(&FORMS)), date(40).to_string())
}

#[test]
fn two_builds_of_the_same_site_in_two_folders_are_the_same() {
    let (site, now) = site();
    let (one, other) = (site.write(), site.write());
    one.build_clean(&now);
    other.build_clean(&now);
    for (edition, ..) in FORMS {
        let least = if edition.contains('-') { 5 } else { 100 };
        assert!(one.tree(edition).len() > least, "{edition} is a whole site");
        assert_same(&one.tree(edition), &other.tree(edition), edition);
    }
}

#[test]
fn one_thread_and_four_make_the_same_site() {
    let (site, now) = site();
    let (one, four) = (site.write(), site.write());
    assert!(one.run(&["build", "--now", &now, "--threads", "1"]).status.success());
    assert!(four.run(&["build", "--now", &now, "--threads", "4"]).status.success());
    for (edition, ..) in FORMS {
        assert_same(&one.tree(edition), &four.tree(edition), edition);
    }
}

#[test]
fn the_order_in_which_files_are_found_does_not_matter() {
    let (site, now) = site();
    let written = site.write();
    written.build_clean(&now);
    for seed in 1..=4 {
        for (edition, tree) in in_memory(&site, &now, seed) {
            assert_same(&written.tree(edition), &tree, &format!("{edition}, order {seed}"));
        }
    }
}

/// Files in memory that are listed in an order of their own.
struct Shuffled {
    held: HeldFiles,
    seed: u8,
}

impl Files for Shuffled {
    fn list(&self, folder: &str) -> io::Result<Vec<Found>> {
        let mut found = self.held.list(folder)?;
        found.sort_by_key(|found| *blake3::hash(format!("{}{}", self.seed, found.path).as_bytes()).as_bytes());
        Ok(found)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.held.read(path)
    }
}

/// All editions, made without a disk.
fn in_memory(site: &Site, now: &str, seed: u8) -> Vec<(&'static str, Tree)> {
    let mut held = HeldFiles::new();
    for (path, bytes) in &site.files {
        held.put(path.clone(), bytes.clone());
    }
    let files = Shuffled { held, seed };
    let mut findings = Diagnostics::default();
    let inputs = Inputs::read(&files, Path::new("/nowhere"), &mut findings).expect("inputs");
    let (register, found) = load::load(&files, &inputs.config).expect("a register");
    let now = parse_moment(now).expect("an instant").start(inputs.config.zone);
    let checked = check::check(register, found, now).checked().expect("no errors");
    let themes = inputs.themes(&mut findings).expect("themes").expect("sound themes");
    let job = |name: &'static str| {
        let edition = inputs.config.editions.iter().find(|e: &&config::Edition| e.name == name).expect("the edition");
        Job {
            files: &files,
            admitted: Admitted { checked: &checked, standing_only: false },
            config: &inputs.config,
            edition,
            theme: &themes[&edition.theme_key()],
            now,
        }
    };
    let tree =
        |held: &sunshine::publish::Held| held.iter().map(|(path, bytes)| (path.clone(), bytes.to_vec())).collect();
    FORMS
        .map(|(edition, ..)| match edition.starts_with("public") {
            true => {
                let mut sink = Memory::<Public>::default();
                job(edition).run(&mut sink, &|_| ()).expect("an edition for citizens");
                (edition, tree(&sink.site()))
            }
            false => {
                let mut sink = Memory::<Internal>::default();
                job(edition).run(&mut sink, &|_| ()).expect("an edition for members");
                (edition, tree(&sink.site()))
            }
        })
        .into()
}
