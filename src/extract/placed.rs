//! Text of a page that is placed piece by piece out of the order in which it is read: whoever looks at the page sees
//! one number, and the order of drawing shows none.

use super::Reason;

/// A string as it is drawn.
struct Drawn {
    x: f32,
    y: f32,
    width: f32,
    size: f32,
    text: String,
}

/// No real page draws more strings.
const MOST: usize = 500_000;

/// What was drawn while nothing moved the page.
#[derive(Default)]
pub(super) struct Placed(Vec<Drawn>);

impl Placed {
    pub(super) fn push(&mut self, (x, y): (f32, f32), width: f32, size: f32, text: &str) -> Result<(), Reason> {
        if self.0.len() == MOST {
            return Err(Reason::TooSlow);
        }
        self.0.push(Drawn { x, y, width, size, text: text.to_owned() });
        Ok(())
    }

    /// The runs of pieces that touch each other and were not drawn one after another, a line each; all else was read.
    pub(super) fn take(&mut self) -> String {
        let drawn = std::mem::take(&mut self.0);
        let mut order: Vec<usize> = (0..drawn.len()).collect();
        // Halves of a point, so that what stands on one line is of one height.
        #[expect(clippy::cast_possible_truncation, reason = "no page is as high")]
        let height = |piece: &Drawn| (piece.y * 2.0).round() as i64;
        let key = |at: &usize| (height(&drawn[*at]), drawn[*at].x);
        order.sort_by(|a, b| key(a).0.cmp(&key(b).0).then(key(a).1.total_cmp(&key(b).1)));
        let touches = |a: &usize, b: &usize| {
            let (a, b) = (&drawn[*a], &drawn[*b]);
            let gap = b.x - a.x - a.width;
            height(a) == height(b) && gap.abs() < a.size.max(b.size) * 0.6
        };
        let mut out = String::new();
        for run in order.chunk_by(touches) {
            if !run.windows(2).all(|pair| pair[1] == pair[0] + 1) {
                out.extend(run.iter().map(|at| drawn[*at].text.as_str()));
                out.push('\n');
            }
        }
        out
    }
}
