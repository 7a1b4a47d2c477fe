//! Reads the content folder into a [`Register`]. An author's mistake becomes a finding; only trouble with the
//! machine is an error.

mod approval;
mod beside;
mod body;
mod ends;
mod exempt;
mod fields;
mod files;
mod found_in;
mod front_matter;
mod intake;
mod item;
mod item_keys;
mod keys;
mod links;
mod named;
mod narrow;
mod offices;
mod opinion;
mod organisation;
mod own_files;
mod parts;
mod placed;
mod prose;
mod reading;
mod rewritten;
mod rows;
mod salvage;
mod seal;
mod sensitive;
mod sign;
mod slug;
mod snapshot;
mod spelt;
mod strays;
mod tables;
mod term;
mod texts;
mod unfilled;

pub use crate::config::{SITE, THEMES};
pub use beside::without_metadata;
pub(crate) use files::with_slashes;
pub use files::{DiskFiles, Files, Found, HeldFiles, Overlaid, Placed, Refusal};
pub use intake::{Intake, Problem, intake, template};
pub use reading::{not_opened, text_of, title_of};
pub use rewritten::dates_rewritten;
pub use salvage::{guards, in_doubt};
pub use sign::{Edit, set as sign};
pub use slug::slug;
pub use snapshot::{Content, Snapshot, is_text};
pub use texts::{ReadError, Texts};

use crate::calendar::{Term, Zone};
use crate::catalogue::{self, Catalogue, Replies};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes};
use crate::model::{Broken, Item, Opinion, Organisation, Register};
use offices::Offices;
use organisation::nearest_folder;
use rayon::prelude::*;
use reading::{TextFile, is_blank, read_file, read_text};
use sensitive::{ForMembers, Scan};
use std::collections::{BTreeMap, HashMap};
use std::io;
use std::ops::Range;
use std::sync::Arc;

/// What the readers of single items share.
struct Context<'c> {
    files: &'c dyn Files,
    listing: &'c beside::Listing,
    content: String,
    zone: Zone,
    catalogue: &'c Catalogue,
    organisations: &'c [Organisation],
    folders: &'c HashMap<String, usize>,
    offices: &'c Offices,
    /// By when opinions are answered.
    replies: &'c Replies,
    /// How long an opinion stands once it is answered.
    keep: Term,
}

impl Context<'_> {
    /// The organisation that the item at `path` belongs to. Called only for items that have one.
    fn organisation_of(&self, path: &str) -> usize {
        nearest_folder(self.folders, path).unwrap_or_default()
    }
}

/// A text of the content, or of a catalogue, with the personal data masked that findings of family P name; `None` if that
/// changes nothing. `wanted` are the places that they name. Other files, such as the configuration, are not to be rewritten.
pub fn masked(path: &str, text: &str, config: &Config, register: &Register, wanted: &[Range<usize>]) -> Option<String> {
    let parts = match config.catalogue.iter().any(|catalogue| catalogue == path) {
        true => front_matter::Parts { front: 0..text.len(), body: text.len() },
        false if is_markdown(path) => front_matter::split(text)?,
        false => return None,
    };
    let masked = Offices::of(config, &register.organisations).masked(text, &parts, |range| wanted.contains(&range));
    masked.filter(|masked| masked != text)
}

/// Reads everything below the content folder, in parallel; the result does not depend on the order.
pub fn load(files: &dyn Files, config: &Config) -> io::Result<(Register, Diagnostics)> {
    let mut sink = Diagnostics::default();
    let catalogue = read_catalogue(files, config, &mut sink);
    let mut replies = catalogue.replies.clone();
    replies.extend(&config.opinions.replies, &mut sink);
    let mut found = files.list(&config.content)?;
    found.sort();
    let (listing, names, collisions) = list(&found, &mut sink);
    let is_org = |name: &&String| makes_organisation(name, &names);
    let mut org_files = Vec::new();
    for path in names.iter().filter(is_org) {
        let path: Arc<str> = path.as_str().into();
        let file = match Organisation::misnamed(&path) {
            true => {
                sink.push(organisation::misnamed(&path));
                None
            }
            false => read_file(files, &path, &mut sink),
        };
        org_files.push((path, file));
    }
    // A folder whose `_org.md` is not to be read is nobody's, and what is in it must not rise to the organisation above.
    let refused = found.iter().filter(|file| file.refused.is_some() && Organisation::made_by(&file.path).is_some());
    org_files.extend(refused.map(|file| (Arc::from(file.path.as_str()), None)));
    let tree = organisation::read(org_files, files, &listing, &config.content, &mut sink);
    let offices = Offices::of(config, &tree.organisations);
    scan_organisations(files, &tree.organisations, &offices, &mut sink);
    own_files::scan(files, config, &offices, &mut sink)?;
    let context = Context {
        files,
        listing: &listing,
        content: config.content.clone(),
        zone: config.zone,
        catalogue: &catalogue,
        organisations: &tree.organisations,
        folders: &tree.folders,
        offices: &offices,
        replies: &replies,
        keep: config.opinions.keep,
    };
    let is_opinion = |name: &&String| is_markdown(name) && !is_org(name) && among_opinions(&tree.folders, name);
    let opinions = read_opinions(&context, names.iter().filter(is_opinion), &mut sink);
    let is_item = |name: &&String| {
        is_markdown(name) && !is_org(name) && !is_opinion(name) && nearest_folder(&tree.folders, name).is_some()
    };
    let (items, mut broken) = read_items(&context, names.iter().filter(is_item), &mut sink);
    // Items whose organisation could not be read are not gone.
    for name in names.iter().filter(|name| is_markdown(name) && !is_org(name) && !is_item(name) && !is_opinion(name)) {
        broken.insert(name.as_str().into(), Broken { organisation: None, salvage: salvage::read(files, name) });
    }
    let known = |name: &String| tree.organisations.iter().any(|organisation| *organisation.path == **name);
    let lost = names.iter().filter(|name| is_org(name) && !known(name)).map(|name| Arc::<str>::from(name.as_str()));
    let unread = lost.filter_map(|path| Some((Arc::clone(&path), salvage::read(files, &path)?))).collect();
    let mut register = Register {
        zone: config.zone,
        duties_from: config.duties_from,
        catalogue,
        approvals: config.approvals,
        organisations: tree.organisations,
        items,
        opinions,
        broken,
        collisions,
        unread,
        standing: Default::default(),
        published: Default::default(),
    };
    named::elsewhere(&register, files, &mut sink);
    spelt::check(&register, &mut sink);
    links::resolve(&mut register, config, &mut sink);
    strays::check(files, &names, &register, &mut sink);
    strays::folders(&register, &mut sink);
    Ok((register, sink))
}

/// Whether a file of the content is to make an organisation. Beside the `_org.md` itself one with another end is a copy of it.
fn makes_organisation(name: &str, names: &[String]) -> bool {
    let beside = |folder: &str| format!("{folder}{}", Organisation::FILE);
    Organisation::made_by(name).is_some_and(|folder| is_markdown(name) || !names.contains(&beside(folder)))
}

/// Looks for personal data in what organisations say of themselves.
fn scan_organisations(files: &dyn Files, all: &[Organisation], offices: &Offices, sink: &mut Diagnostics) {
    for organisation in all {
        if let Some(file) = read_file(files, &organisation.path, &mut Diagnostics::default()) {
            let mut scan = Scan { offices, path: &organisation.path, members: ForMembers::Deleted, sink };
            if let Some(parts) = front_matter::split(&file.text) {
                scan.front(&file, &parts, organisation.clearance, &[]);
                if file.text[parts.front.clone()].contains('\\') {
                    for word in organisation.words() {
                        scan.word(word, parts.front.clone(), organisation.clearance);
                    }
                }
                scan.body(&file, &organisation.body.passages, parts.body, organisation.clearance);
            }
        }
    }
}

fn read_catalogue(files: &dyn Files, config: &Config, sink: &mut Diagnostics) -> Catalogue {
    let mut catalogue = catalogue::builtin();
    for path in &config.catalogue {
        let path: Arc<str> = path.as_str().into();
        match files.read(&path) {
            Ok(bytes) => {
                if let Some(text) = read_text(&path, &bytes, sink) {
                    catalogue::extend(&mut catalogue, &path, &text, sink);
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let finding = Diagnostic::new(
                    &codes::C006,
                    Span::file(&path),
                    "找不到这份公开目录",
                    "there is no such catalogue file",
                );
                sink.push(finding.help("检查 site.toml 里 catalogue 的路径", "Check `catalogue` in site.toml"));
            }
            Err(error) => sink.push(not_opened(&path, &error)),
        }
    }
    catalogue
}

/// Paths that are one file on another system, together.
type Collisions = Vec<Vec<Arc<str>>>;

/// F018: what was found in the content and is not read.
pub fn not_read(path: &Arc<str>, refusal: Refusal) -> Diagnostic {
    let itself = ("把文件本身放进内容文件夹", "Put the file itself into the content folder");
    let ((zh, en), help) = match refusal {
        Refusal::LeadsOut => (("这个链接指向内容文件夹之外", "this link leads out of the content folder"), itself),
        Refusal::LeadsToFolder => (
            ("这个链接指向一个文件夹", "this link leads to a folder"),
            ("把文件夹本身放在这里", "Put the folder itself here"),
        ),
        Refusal::LeadsNowhere => (("这个链接指向的文件不存在", "what this link leads to is not there"), itself),
        Refusal::Name => {
            (("文件名不是 UTF-8 编码", "the name of this file is not in UTF-8"), ("给文件改个名", "Rename the file"))
        }
        Refusal::Folder => {
            (("这是文件夹，不是文件", "this is a folder, and no file"), ("换成文件本身", "Put a file there"))
        }
        Refusal::Unopened => (
            ("这个文件夹打不开", "this folder cannot be opened"),
            ("检查文件夹的权限，再运行一次", "Look at its permissions, and run this again"),
        ),
    };
    Diagnostic::new(&codes::F018, Span::file(path), format!("{zh}，没有读取"), format!("{en}, and it was not read"))
        .help(help.0, help.1)
}

/// The readable files by normalised path, their names, and those that collide; links out become findings.
fn list(found: &[Found], sink: &mut Diagnostics) -> (beside::Listing, Vec<String>, Collisions) {
    let mut listing = beside::Listing::default();
    let mut names = Vec::with_capacity(found.len());
    let mut folded: HashMap<String, Vec<Arc<str>>> = HashMap::with_capacity(found.len());
    for file in found {
        let path: Arc<str> = file.path.as_str().into();
        if let Some(refusal) = file.refused {
            sink.push(not_read(&path, refusal));
            continue;
        }
        let normal = beside::normalise(&file.path);
        folded.entry(normal.to_lowercase()).or_default().push(path);
        listing.add(&file.path, normal);
        names.push(file.path.clone());
    }
    let mut collisions: Vec<_> = folded.into_values().filter(|paths| paths.len() > 1).collect();
    collisions.sort();
    (listing, names, collisions)
}

fn is_markdown(name: &str) -> bool {
    name.len() > 3 && name.as_bytes()[name.len() - 3..].eq_ignore_ascii_case(b".md")
}

/// Whether a file lies in the folder `opinions` of an organisation, or below it.
fn among_opinions(folders: &HashMap<String, usize>, path: &str) -> bool {
    let mut at = path;
    while let Some((folder, _)) = at.rsplit_once('/') {
        if folders.contains_key(folder) {
            return false;
        }
        if folder.rsplit('/').next() == Some(opinion::FOLDER) {
            return nearest_folder(folders, folder).is_some();
        }
        at = folder;
    }
    false
}

fn read_opinions<'n>(
    context: &Context<'_>,
    names: impl Iterator<Item = &'n String>,
    sink: &mut Diagnostics,
) -> Vec<Opinion> {
    let names: Vec<&String> = names.collect();
    let read: Vec<(Option<Opinion>, Diagnostics)> = names
        .par_iter()
        .map(|name| {
            let mut found = Diagnostics::default();
            let file = read_file(context.files, &name.as_str().into(), &mut found);
            let opinion = file.and_then(|file| opinion::read(context, &file, &mut found));
            (opinion, found)
        })
        .collect();
    let mut opinions = Vec::with_capacity(read.len());
    for (opinion, found) in read {
        sink.append(found);
        opinions.extend(opinion);
    }
    opinions
}

/// The items, in the order of their names, and those that could not be read whole.
fn read_items<'n>(
    context: &Context<'_>,
    names: impl Iterator<Item = &'n String>,
    sink: &mut Diagnostics,
) -> (Vec<Item>, BTreeMap<Arc<str>, Broken>) {
    let names: Vec<&String> = names.collect();
    let read: Vec<(Arc<str>, Option<Item>, Diagnostics)> = names
        .par_iter()
        .with_max_len(8)
        .map(|name| {
            let path: Arc<str> = name.as_str().into();
            let mut found = Diagnostics::default();
            let file = read_file(context.files, &path, &mut found);
            let item = file.and_then(|file| item::read(context, &file, &mut found));
            (path, item, found)
        })
        .collect();
    let mut items = Vec::with_capacity(read.len());
    let mut broken = BTreeMap::new();
    for (path, item, found) in read {
        sink.append(found);
        match item {
            Some(item) => items.push(item),
            // An item of which nothing is left was deleted.
            None if is_blank(context.files, &path) => {}
            None => {
                let organisation = nearest_folder(context.folders, &path);
                let salvage = salvage::read(context.files, &path);
                broken.insert(path, Broken { organisation, salvage });
            }
        }
    }
    (items, broken)
}
