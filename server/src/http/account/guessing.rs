//! Guessing at passwords and codes: one name from one address after the other,
//! and slower with each that was wrong.

use std::hash::{DefaultHasher, Hash, Hasher};

use app::domain::calendar::Moment;
use tokio::sync::Mutex;

use super::super::Board;
use super::super::answer::Refusal;
use crate::second_factor;

/// What came of a guess.
pub(super) enum Guess<T> {
    Right(T),
    Wrong,
}

/// Guesses at the same name from the same address wait for each other, so that
/// many at once are counted like one after the other. Others hardly ever meet.
static TURNS: [Mutex<()>; 64] = [const { Mutex::const_new(()) }; 64];

/// Lets one guess be made, unless too many before it were wrong.
pub(super) async fn guess<T>(
    board: &Board,
    name: &str,
    network: &str,
    trial: impl Future<Output = Result<Option<T>, Refusal>>,
) -> Result<Guess<T>, Refusal> {
    let mut hasher = DefaultHasher::new();
    (name, network).hash(&mut hasher);
    let at = usize::try_from(hasher.finish() % 64).unwrap_or_default();
    let _turn = TURNS[at].lock().await;
    let store = board.store();
    if let Some(seconds) = store.wait_before_guess(name, network).await? {
        return Err(Refusal::TooManyGuesses(seconds));
    }
    match trial.await? {
        Some(right) => {
            store.forget_failures(name, network).await?;
            Ok(Guess::Right(right))
        }
        None => {
            store.note_failure(name, network).await?;
            Ok(Guess::Wrong)
        }
    }
}

/// Takes a code of an account's second factor: the right one, and only once.
pub(super) async fn take_code(
    board: &Board,
    account: i64,
    secret: &[u8],
    typed: &str,
    now: Moment,
) -> Result<bool, Refusal> {
    match second_factor::step(secret, typed, now) {
        Some(step) => Ok(board.store().take_step(account, step).await?),
        None => Ok(false),
    }
}
