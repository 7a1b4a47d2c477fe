//! How registers are drawn.

use super::opinions::opinion;
use super::{Audience, Draft, Drawn, FieldFor, OrgDraft};
use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;

pub(crate) fn register() -> impl Strategy<Value = Drawn> {
    (vec(organisation(), 1..5), vec(draft(), 3..13), vec(opinion(), 0..9), 0..420u64)
        .prop_map(|(orgs, items, opinions, day)| Drawn { orgs, items, opinions, day })
}

pub(crate) fn organisation() -> impl Strategy<Value = OrgDraft> {
    (0..5usize, prop::bool::weighted(0.3), 0..3u8, any::<[bool; 3]>()).prop_map(
        |(above, internal, name, [passage, secretary, contact])| OrgDraft {
            above,
            internal,
            name,
            passage,
            secretary,
            contact,
        },
    )
}

fn field() -> impl Strategy<Value = (usize, FieldFor)> {
    let whom = prop_oneof![Just(FieldFor::Everybody), Just(FieldFor::MembersHere), Just(FieldFor::Members)];
    (0..18usize, whom)
}

pub(crate) fn draft() -> impl Strategy<Value = Draft> {
    let audience =
        prop_oneof![5 => Just(Audience::Public), 3 => Just(Audience::Internal), 1 => Just(Audience::Specific)];
    let time = (0..300u64, of(1..200u64), weighted(0.3, 0..60u64), weighted(0.25, (0..3usize, 0..150u64, 0..12usize)));
    let fields = (
        of(any::<bool>()),
        any::<bool>(),
        weighted(0.3, 0..12usize),
        weighted(0.3, 0..12usize),
        weighted(0.3, (0..200u64, 1..60u64, any::<bool>())),
        vec(field(), 0..5),
    );
    let files = (vec((any::<bool>(), 0..3usize), 0..3), of(any::<bool>()));
    let text = vec((any::<bool>(), 0..12usize, 0..12usize), 0..6);
    (
        0..5usize,
        audience,
        0..6usize,
        time,
        weighted(0.5, 0..5usize),
        any::<bool>(),
        text,
        fields,
        (files, any::<[bool; 5]>(), of(0..12usize)),
    )
        .prop_map(
            |(
                org,
                audience,
                after,
                (publish, term, public_from, withdrawn),
                within,
                alias,
                passages,
                (note, secret, see, inside, window, typed),
                ((attachments, picture), said, follows),
            )| Draft {
                org,
                audience,
                after,
                publish,
                term,
                public_from,
                withdrawn,
                within,
                alias,
                passages,
                note,
                secret,
                see,
                inside,
                window,
                typed,
                attachments,
                picture,
                said,
                follows,
            },
        )
}
