//! What was done, so that it can be taken back: one step for a cell that was
//! typed, one for a whole block that was pasted.

/// What became of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub field: String,
    pub before: String,
    pub after: String,
}

/// Steps done and steps taken back.
#[derive(Clone, Debug, Default)]
pub struct Past {
    done: Vec<Vec<Change>>,
    undone: Vec<Vec<Change>>,
}

/// Steps further back are forgotten.
const MOST_STEPS: usize = 200;

impl Past {
    /// Notes a step; fields that did not change are no part of it. What was
    /// taken back before cannot be done again after it.
    pub fn did(&mut self, changes: Vec<Change>) {
        let changes: Vec<Change> =
            changes.into_iter().filter(|change| change.before != change.after).collect();
        if changes.is_empty() {
            return;
        }
        self.undone.clear();
        if self.done.len() == MOST_STEPS {
            self.done.remove(0);
        }
        self.done.push(changes);
    }

    /// Takes the last step back: fields with the text each is to hold.
    pub fn undo(&mut self) -> Option<Vec<(String, String)>> {
        let step = self.done.pop()?;
        let texts = step.iter().rev().map(|it| (it.field.clone(), it.before.clone())).collect();
        self.undone.push(step);
        Some(texts)
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self) -> Option<Vec<(String, String)>> {
        let step = self.undone.pop()?;
        let texts = step.iter().map(|it| (it.field.clone(), it.after.clone())).collect();
        self.done.push(step);
        Some(texts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(field: &str, before: &str, after: &str) -> Change {
        Change { field: field.into(), before: before.into(), after: after.into() }
    }

    fn texts(texts: &[(&str, &str)]) -> Option<Vec<(String, String)>> {
        Some(texts.iter().map(|(field, text)| ((*field).into(), (*text).into())).collect())
    }

    #[test]
    fn a_pasted_block_is_taken_back_at_once() {
        let mut past = Past::default();
        past.did(vec![change("R01", "", "5")]);
        past.did(vec![change("R01", "5", "1"), change("R02", "", "2"), change("R03", "7", "7")]);
        assert_eq!(past.undo(), texts(&[("R02", ""), ("R01", "5")]));
        assert_eq!(past.undo(), texts(&[("R01", "")]));
        assert_eq!(past.undo(), None);
        assert_eq!(past.redo(), texts(&[("R01", "5")]));
        assert_eq!(past.redo(), texts(&[("R01", "1"), ("R02", "2")]));
        assert_eq!(past.redo(), None);
    }

    #[test]
    fn typing_ends_what_can_be_done_again() {
        let mut past = Past::default();
        past.did(vec![change("R01", "", "5")]);
        past.undo();
        past.did(vec![change("R02", "", "6")]);
        assert_eq!(past.redo(), None);
        assert_eq!(past.undo(), texts(&[("R02", "")]));
    }

    #[test]
    fn nothing_changed_is_no_step() {
        let mut past = Past::default();
        past.did(vec![change("R01", "5", "5")]);
        assert_eq!(past.undo(), None);
    }
}
