//! What is due, who has filed, and who is reminded, over HTTP down to a real
//! PostgreSQL and a real mail server.

mod large;
mod marks;
mod reminders;
mod rights;
mod seen;
mod tasks;

const BATTERY: &str = "nev-battery-pilot-2018";
const TIANJIN: &str = "tianjin-waste-recycling-2027";

/// The quarter that ended last, by the same clock as the board's.
async fn last_quarter(board: &support::TestBoard) -> app::domain::period::Quarter {
    let ended = board.store.last_ended_quarter(0).await.expect("the clock");
    ended.expect("a quarter")
}
