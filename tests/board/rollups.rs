//! The sums that the database keeps, held against the domain's own adding up.

use std::collections::{BTreeMap, BTreeSet};

use app::domain::decimal::Decimal;
use app::domain::facts::Facts;
use app::domain::indicator::{Indicator, Kind, OverUnits};
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::rollup::{LikeForLike, Scope, Total, add, contributors};
use app::domain::series::{Absence, Figure};
use server::store::Store;
use server::store::figures::Wanted;
use server::store::importing::{Origin, Staged};
use server::store::rollups::{Summed, With};
use support::{TestBoard, Walk};

use crate::{TIANJIN, YELLOW};

/// Approved figures of a programme by unit, indicator and quarter.
pub(crate) type Filed = BTreeMap<(String, String, Quarter), Figure>;

pub(crate) async fn filed(store: &Store, programme: &str) -> Filed {
    let figures = store.figures(programme, Wanted::default()).await.expect("figures");
    figures
        .into_iter()
        .map(|(unit, code, quarter, figure)| ((unit, code, quarter), figure))
        .collect()
}

/// What the domain makes of the figures.
pub(crate) fn added(
    programme: &Programme,
    filed: &Filed,
    indicator: &Indicator,
    scope: Scope,
    quarter: Quarter,
) -> Total {
    let figures = contributors(programme, indicator, scope)
        .into_iter()
        .map(|unit| filed.get(&(unit.clone(), indicator.code.clone(), quarter)));
    add(indicator.over_units, figures)
}

/// Compares every sum of every programme; answers how many there were.
async fn compare(store: &Store) -> usize {
    let mut compared = 0;
    for programme in store.programmes().await.expect("programmes") {
        let filed = filed(store, &programme.code).await;
        let mut kept: BTreeMap<(String, String, Quarter), Total> = store
            .all_totals(&programme.code)
            .await
            .expect("sums")
            .into_iter()
            .flat_map(|sum| {
                let Summed { scope, indicator, totals, .. } = sum;
                totals.into_iter().map(move |(quarter, total)| {
                    ((scope.clone(), indicator.clone(), quarter), total)
                })
            })
            .collect();
        let quarters: BTreeSet<Quarter> = filed.keys().map(|(_, _, quarter)| *quarter).collect();
        let above = programme.units.iter().filter(|unit| programme.has_members(&unit.code));
        let scopes: Vec<(&str, Scope)> = std::iter::once(("", Scope::Programme))
            .chain(above.map(|unit| (unit.code.as_str(), Scope::Unit(&unit.code))))
            .collect();
        for indicator in &programme.indicators {
            for (name, scope) in &scopes {
                if contributors(&programme, indicator, *scope).is_empty() {
                    continue;
                }
                for quarter in &quarters {
                    let domain = added(&programme, &filed, indicator, *scope, *quarter);
                    let key = ((*name).to_owned(), indicator.code.clone(), *quarter);
                    match kept.remove(&key) {
                        Some(total) => {
                            assert_eq!(total, domain, "{} {key:?}", programme.code);
                            compared += 1;
                        }
                        None => {
                            assert_eq!(domain.filed, 0, "{} {key:?} has no sum", programme.code)
                        }
                    }
                }
            }
        }
        assert!(kept.is_empty(), "{}: sums of nothing: {:?}", programme.code, kept.keys());
        compared += compare_quarters(store, &programme, &filed, &scopes, &quarters).await;
        compare_returns(store, &programme, &scopes, &quarters).await;
    }
    compared
}

/// Holds every comparison of two quarters against the domain's own.
async fn compare_quarters(
    store: &Store,
    programme: &Programme,
    filed: &Filed,
    scopes: &[(&str, Scope<'_>)],
    quarters: &BTreeSet<Quarter>,
) -> usize {
    let mut facts = Facts::default();
    facts.add_figures(filed.iter().map(|((unit, code, quarter), figure)| {
        (unit.clone(), code.clone(), *quarter, figure.clone())
    }));
    let Some((first, last)) = quarters.first().zip(quarters.last()) else { return 0 };
    let mut compared = 0;
    for now in Quarter::range(*first, last.plus(5).expect("a quarter")) {
        let mut all = Vec::new();
        for (name, _) in scopes {
            let of_scope = store.comparisons_of(&programme.code, name, now).await;
            all.extend(of_scope.expect("comparisons"));
        }
        // One by one they are the same.
        let wanted: Vec<(&str, &str, With)> = all
            .iter()
            .map(|(scope, indicator, back, _)| {
                let with = if *back == 1 { With::QuarterBefore } else { With::YearBefore };
                (scope.as_str(), indicator.as_str(), with)
            })
            .collect();
        let singly = store.comparisons(&programme.code, &wanted, now).await.expect("comparisons");
        assert_eq!(singly, all);
        let mut kept: BTreeMap<(String, String, i32), LikeForLike> = all
            .into_iter()
            .map(|(scope, indicator, back, of)| ((scope, indicator, back), of))
            .collect();
        for indicator in &programme.indicators {
            if !matches!(indicator.over_units, OverUnits::Sum | OverUnits::Recompute) {
                continue;
            }
            for (name, scope) in scopes {
                if contributors(programme, indicator, *scope).is_empty() {
                    continue;
                }
                for back in [1, 4] {
                    let Some(before) = now.plus(-back) else { continue };
                    let domain = facts.like_for_like(programme, *scope, indicator, (now, before));
                    let domain = domain.filter(|of| of.compared > 0);
                    let key = ((*name).to_owned(), indicator.code.clone(), back);
                    let found = kept.remove(&key);
                    assert_eq!(found, domain, "{} {key:?} {now}", programme.code);
                    compared += usize::from(found.is_some());
                }
            }
        }
        assert!(kept.is_empty(), "{}: compares nothing: {:?}", programme.code, kept.keys());
    }
    compared
}

/// Holds the counts of returns against the returns.
async fn compare_returns(
    store: &Store,
    programme: &Programme,
    scopes: &[(&str, Scope<'_>)],
    quarters: &BTreeSet<Quarter>,
) {
    let names: Vec<String> = scopes.iter().map(|(name, _)| (*name).to_owned()).collect();
    let Some((first, last)) = quarters.first().zip(quarters.last()) else { return };
    let span = (*first, *last);
    let kept = store.returns_in(&programme.code, &names, span).await.expect("counts");
    let approved = store.approved(&programme.code, None, span).await.expect("returns");
    for (name, scope) in scopes {
        let units: Vec<_> = programme.filing_units_of(*scope);
        let of_scope = kept.get(*name).expect("the scope");
        assert_eq!(of_scope.units, units.len(), "{} {name}", programme.code);
        for quarter in quarters {
            let filed = units
                .iter()
                .filter(|unit| approved.contains(&(unit.code.clone(), *quarter)))
                .count();
            let kept = of_scope.filed.get(quarter).copied().unwrap_or(0);
            assert_eq!(kept, filed, "{} {name} {quarter}", programme.code);
        }
    }
}

#[tokio::test]
async fn every_sum_of_the_demo_is_what_the_domain_adds_up() {
    let board = TestBoard::demo().await;
    let compared = compare(&board.store).await;
    assert!(compared > 2_000, "only {compared} sums");
}

/// A figure that may be filed, or one of the ways of having none.
fn any_figure(indicator: &Indicator, walk: &mut Walk) -> Figure {
    let mut number = |limit: u64| Decimal::from(i64::try_from(walk.below(limit)).expect("small"));
    let (first, second, kind) = (number(1_000), number(999), number(10));
    if kind == Decimal::zero() {
        return Figure::Absent(Absence::NotApplicable);
    }
    if kind == Decimal::from(1) {
        return Figure::Absent(Absence::NotAvailable);
    }
    match indicator.kind {
        Kind::Ratio => Figure::Ratio { numerator: first, denominator: &second + &Decimal::from(1) },
        Kind::Milestone => Figure::Number(Decimal::from(i64::from(first > Decimal::from(300)))),
        Kind::Flow | Kind::Stock => Figure::Number(first),
    }
}

async fn take_over(store: &Store, rows: &[Staged]) {
    let mut importing = store.begin_import().await.expect("an import");
    importing.stage(rows).await.expect("staged");
    importing.merge().await.expect("merged");
    importing.commit(Origin::Import, "test", "test.csv").await.expect("taken over");
}

#[tokio::test]
async fn any_returns_add_up_in_the_database_as_in_the_domain() {
    let board = TestBoard::real().await;
    let programmes = board.store.programmes().await.expect("programmes");
    for seed in 0..8 {
        let mut walk = Walk::new(seed);
        let mut rows = Vec::new();
        for programme in &programmes {
            // Two quarters, some of which are filed again by later rounds; two years
            // together, so that there are years to compare.
            let at = i32::try_from(walk.below(7)).expect("small");
            let first = programme.from.plus(at).expect("a quarter");
            for quarter in Quarter::range(first, first.plus(1).expect("a quarter")) {
                for unit in &programme.units {
                    for indicator in programme.form_of(unit, quarter) {
                        if walk.below(3) == 0 {
                            continue;
                        }
                        rows.push(Staged {
                            line: 0,
                            programme: programme.code.clone(),
                            unit: unit.code.clone(),
                            quarter,
                            indicator: indicator.code.clone(),
                            figure: any_figure(indicator, &mut walk),
                            note: None,
                        });
                    }
                }
            }
        }
        take_over(&board.store, &rows).await;
        assert!(compare(&board.store).await > 100, "seed {seed}");
    }
}

#[tokio::test]
async fn a_milestone_that_applies_to_nobody_is_not_done() {
    let board = TestBoard::real().await;
    let programmes = board.store.programmes().await.expect("programmes");
    for code in [TIANJIN, YELLOW] {
        let programme = programmes.iter().find(|programme| programme.code == code);
        let programme = programme.expect("a shipped programme");
        let milestone = programme
            .indicators
            .iter()
            .find(|indicator| indicator.over_units == OverUnits::All)
            .expect("a milestone");
        let rows: Vec<Staged> = contributors(programme, milestone, Scope::Programme)
            .into_iter()
            .map(|unit| Staged {
                line: 0,
                programme: code.to_owned(),
                unit: unit.clone(),
                quarter: programme.from,
                indicator: milestone.code.clone(),
                figure: Figure::Absent(Absence::NotApplicable),
                note: None,
            })
            .collect();
        take_over(&board.store, &rows).await;
    }
    compare(&board.store).await;
}

#[tokio::test]
async fn a_database_from_before_sums_were_kept_by_return_is_added_up() {
    let board = TestBoard::own_demo().await;
    for table in ["rollup_comparison", "rollup_filing", "rollup_rule", "filing_scope", "unit_scope"]
    {
        let sql = format!("delete from {table}");
        sqlx::query(&sql).execute(&board.sql).await.expect("emptied");
    }
    board.store.migrate().await.expect("added up");
    assert!(compare(&board.store).await > 2_000);
}

#[tokio::test]
async fn a_roll_out_is_filled_in_with_the_sums_it_comes_to() {
    let (board, _) = TestBoard::rolled_out(70, 7).await;
    // Two areas in each province and more in two; every line of every return.
    assert!(compare(&board.store).await > 20_000);
    let untouched = TestBoard::real().await;
    assert_eq!(held_by(&board).await, held_by(&untouched).await);
    let (forced,): (i64,) = sqlx::query_as(
        "select count(*) from pg_class where relname = any($1) and relforcerowsecurity",
    )
    .bind(vec!["figure", "submission", "filing"])
    .fetch_one(&board.sql)
    .await
    .expect("the tables");
    assert_eq!(forced, 3);
}

/// Keys, references and indexes of the tables that a filling strips.
async fn held_by(board: &TestBoard) -> Vec<(String,)> {
    sqlx::query_as(
        "select pg_get_constraintdef(oid) from pg_constraint
         where conrelid::regclass::text in ('figure', 'submission', 'filing')
           and contype in ('p', 'f')
         union all
         select pg_get_indexdef(indexrelid) from pg_index
         where indrelid = 'figure'::regclass and not indisprimary
         order by 1",
    )
    .fetch_all(&board.sql)
    .await
    .expect("what holds them")
}
