//! What a demo has under way.

use app::domain::filing::{Key, State};
use app::domain::validation;
use server::demo::under_way;
use support::TestBoard;

use crate::typing::{PROGRAMME, auditor};

#[tokio::test]
async fn a_demo_has_a_return_to_decide_on_and_one_to_put_right_and_makes_them_once() {
    let board = TestBoard::own_demo().await;
    let programmes = board.store.programmes().await.expect("programmes");
    let programme = programmes.iter().find(|it| it.code == PROGRAMME).expect("it ships");
    for _ in 0..2 {
        under_way::begin(&board.store).await.expect("they are filed");
        for (unit, state) in [("450000", State::Submitted), ("620000", State::Returned)] {
            let key = Key {
                programme: PROGRAMME.into(),
                unit: unit.into(),
                quarter: "2026-Q3".parse().expect("a quarter"),
            };
            let dossier = board.store.dossier(&auditor(), &key).await.expect("a return");
            assert_eq!((dossier.filing.state, dossier.versions.len()), (Some(state), 1), "{unit}");
            let found = validation::of_return(programme, &dossier);
            let open: Vec<_> = found.iter().filter(|it| it.is_open()).collect();
            assert!(open.is_empty(), "{unit}: {open:?}");
        }
    }
}
