//! What must not compile does not, and its twin, which differs in the one thing, does.
//!
//! `TRYBUILD=overwrite cargo test --test testsuite compile` writes the compiler's words anew.

use std::collections::BTreeSet;
use std::fs;

#[test]
fn what_must_not_compile_does_not() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/compile/fail/*.rs");
    cases.pass("tests/compile/pass/*.rs");
}

#[test]
fn each_case_that_must_not_compile_has_a_twin_that_does() {
    assert_eq!(names("tests/compile/fail"), names("tests/compile/pass"));
}

fn names(folder: &str) -> BTreeSet<String> {
    fs::read_dir(folder)
        .expect("the cases")
        .map(|entry| entry.expect("a case").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".rs"))
        .collect()
}
