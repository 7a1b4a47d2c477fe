//! How the page of an item takes opinions.

use super::Plan;
use super::qr::Qr;
use crate::address;
use crate::config::Intake;
use crate::projection::{Audience, CommonItem};
use serde::Serialize;

/// The way that an edition offers, as its pages name it.
#[derive(Debug, Serialize)]
pub(super) struct IntakeWay {
    kind: &'static str,
    to: String,
}

impl IntakeWay {
    pub(super) fn of(intake: &Intake) -> Self {
        let (kind, to) = match intake {
            Intake::None => ("none", ""),
            Intake::Endpoint(url) => ("endpoint", &**url),
            Intake::Mail(address) => ("mail", &**address),
            Intake::Paper => ("paper", ""),
        };
        Self { kind, to: to.to_owned() }
    }
}

/// What that way needs of an item.
#[derive(Debug, Hash, Serialize)]
pub(super) struct IntakeView {
    /// The page, as the one who reads an opinion finds it again.
    url: String,
    /// The subject of a letter, as it stands in an address.
    subject: Option<String>,
    /// The code on a printed sheet.
    qr: Option<Qr>,
}

impl<A: Audience> Plan<A> {
    /// How an item in its term is answered; `None` where the edition takes no opinions.
    pub(super) fn intake_of(&self, item: &CommonItem) -> Option<IntakeView> {
        let url = self.site.url(&address::item(&item.id));
        match self.site.intake.kind {
            "none" => None,
            "mail" => {
                let subject = address::encode(&format!("意见：{}（{}）", item.title, item.id)).into_owned();
                Some(IntakeView { url, subject: Some(subject), qr: None })
            }
            "paper" => Some(IntakeView { qr: Qr::of(url.clone()), subject: None, url }),
            _ => Some(IntakeView { url, subject: None, qr: None }),
        }
    }
}
