//! What each page of a site has to have, and where its links lead.

use super::{REGISTRIES, decode, editions, resolve};
use sunshine::calendar::parse_moment;

#[test]
fn every_relative_link_leads_to_a_file_and_to_a_place_on_it() {
    for edition in editions() {
        let base = edition.base_url.splitn(4, '/').nth(3).map_or_else(|| "/".to_owned(), |base| format!("/{base}/"));
        edition.each_page(|path, page| {
            let broken = |link: &&String| {
                if link.contains(':') {
                    return false;
                }
                let (to, place) = link.split_once('#').unwrap_or((link, ""));
                // The page for what is missing is shown at any depth, so it names paths of the host.
                let within = to.strip_prefix(&*base).filter(|_| path == "404.html");
                let to = match within {
                    Some(rest) => Some(decode(rest)),
                    None if to.is_empty() => Some(path.to_owned()),
                    None => resolve(path, &decode(to)),
                };
                let Some(to) = to.filter(|to| edition.files.contains_key(to)) else {
                    return true;
                };
                !place.is_empty() && !edition.pages.get(&to).is_some_and(|page| page.ids.contains(&decode(place)))
            };
            page.links.iter().filter(broken).cloned().collect()
        });
    }
}

#[test]
fn an_absolute_link_leads_to_this_edition_or_to_an_example() {
    for edition in editions() {
        edition.each_page(|_, page| {
            let foreign = |link: &&String| {
                let Some((scheme, rest)) = link.split_once(':') else {
                    return false;
                };
                let host = rest.trim_start_matches('/').split('/').next().unwrap_or_default();
                match scheme {
                    "mailto" | "tel" => false,
                    "https" if link.starts_with(edition.base_url) => {
                        !(edition.has(link.split('#').next().unwrap_or_default()))
                    }
                    "https" => !host.ends_with(".example") && !REGISTRIES.contains(&link.as_str()),
                    _ => true,
                }
            };
            page.links.iter().filter(foreign).cloned().collect()
        });
    }
}

#[test]
fn every_page_has_one_first_heading_a_title_and_a_language() {
    for edition in editions() {
        edition.each_page(|_, page| {
            let mut wrong = Vec::new();
            if page.headings != 1 && !page.redirect {
                wrong.push(format!("{} h1", page.headings));
            }
            if page.title.trim().is_empty() {
                wrong.push("no title".to_owned());
            }
            if page.language.as_deref() != Some("zh-CN") {
                wrong.push(format!("language {:?}", page.language));
            }
            wrong
        });
    }
}

#[test]
fn every_page_is_html_without_a_parse_error_and_without_an_id_twice() {
    for edition in editions() {
        edition.each_page(|_, page| {
            let twice = page.repeated_ids.iter().map(|id| format!("the id {id} twice"));
            page.errors.iter().cloned().chain(twice).collect()
        });
    }
}

#[test]
fn every_internal_page_says_so_and_no_public_one_does() {
    for edition in editions() {
        let internal = edition.name == "internal";
        edition.each_page(|_, page| {
            let robots = page.metas.get("robots").is_some_and(|robots| robots.contains("noindex"));
            let mut wrong = Vec::new();
            if page.band != internal {
                wrong.push(format!("band: {}", page.band));
            }
            if internal && !robots {
                wrong.push("robots may read it".to_owned());
            }
            wrong
        });
    }
}

#[test]
fn an_item_page_has_the_meta_tags_that_a_public_body_owes() {
    const OWED: [&str; 4] = ["ArticleTitle", "PubDate", "ContentSource", "Keywords"];
    for edition in editions() {
        let items = edition.items();
        assert!(!items.is_empty());
        for item in items {
            let path = format!("items/{}.html", item["id"].as_str().expect("an id"));
            let metas = &edition.pages[&path].metas;
            for name in OWED {
                assert!(metas.get(name).is_some_and(|meta| !meta.trim().is_empty()), "{path}: {name}");
            }
            assert_eq!(Some(metas["ArticleTitle"].as_str()), item["title"].as_str(), "{path}");
            let date = &metas["PubDate"];
            assert!(date.len() == 16 && parse_moment(date).is_some(), "{path}: {date}");
        }
    }
}

#[test]
fn every_page_names_the_site_every_list_its_column_and_only_an_item_an_article() {
    for edition in editions() {
        edition.each_page(|path, page| {
            let list = path.ends_with("/index.html") && !path.starts_with("organisations/");
            let owed = |name: &str| match name {
                "SiteName" | "SiteDomain" | "SiteIDCode" => !page.redirect,
                "ColumnName" | "ColumnType" => list,
                _ => false,
            };
            let has = |name: &str| page.metas.get(name).is_some_and(|meta| !meta.trim().is_empty());
            let names = ["SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnType"];
            let mut wrong: Vec<String> =
                names.into_iter().filter(|name| owed(name) && !has(name)).map(|name| format!("no {name}")).collect();
            if has("ArticleTitle") && !path.starts_with("items/") {
                wrong.push("an article".to_owned());
            }
            wrong
        });
    }
}
