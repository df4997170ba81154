//! Two of the product's servers over one database and its standby.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use server::http::{Board, Settings, router, watch_data};
use server::store::Store;
use support::{Answer, Person, TestBoard};
use tokio::task::JoinHandle;
use tokio::time::{Duration, Instant, sleep};

use crate::desk::{Desk, LAST, address};
use crate::standby::Standby;

/// Nothing that is waited for here takes longer.
const AT_MOST: Duration = Duration::from_secs(30);

pub(crate) struct Servers {
    /// Asks the first server.
    pub desk: Desk,
    second: Router,
    /// A third one, without a standby: it shows what is right.
    right: Router,
    pub database: String,
    watchers: Vec<JoinHandle<()>>,
}

/// Pages with sums, figures and approved returns.
pub(crate) const PAGES: [&str; 3] = [
    "/?lang=en&period=2026-Q3",
    "/programmes/nev-battery-pilot-2018.csv?lang=en&period=2026-Q3&indicator=R01&chart=units",
    "/programmes/nev-battery-pilot-2018/units/JJJ?lang=en&period=2026-Q3",
];

impl Servers {
    pub(crate) async fn start(standby: &Standby) -> Self {
        let mut desk = Desk::open().await;
        standby.caught_up().await;
        let database = desk.board.database.options().get_database().expect("a database").to_owned();
        let (mut routers, mut watchers) = (Vec::new(), Vec::new());
        for _ in 0..2 {
            let store = Store::serve(desk.board.database.options(), 4).await.expect("it serves");
            let (store, first) = store.reading_from(standby.options(&database), 4).await;
            first.expect("the standby is there");
            let as_of = Some(server::demo::AS_OF.parse().expect("a quarter"));
            let settings = Settings { demo: true, open: true, as_of, ..Settings::default() };
            let board = Board::new(store, settings);
            watchers.push(tokio::spawn(watch_data(board.clone())));
            routers.push(router(board));
        }
        let second = routers.pop().expect("a server");
        let right = std::mem::replace(&mut desk.board.router, routers.remove(0));
        Self { desk, second, right, database, watchers }
    }

    pub(crate) async fn reviewer(&self) -> Person<'_> {
        self.desk.board.person("reviewer").await
    }

    /// A page of the second server, for somebody.
    pub(crate) async fn second(&self, person: Option<&Person<'_>>, page: &str) -> Answer {
        ask(&self.second, person, page).await
    }

    /// What a page must be, for somebody.
    pub(crate) async fn right(&self, person: Option<&Person<'_>>, page: &str) -> Answer {
        ask(&self.right, person, page).await
    }

    /// Approves what Hebei files, through the first server.
    pub(crate) async fn approve(&self, reviewer: &Person<'_>) {
        self.desk.files("130000", LAST, &[("R01", "4321")]).await;
        let approve = format!("{}/approve", address("130000", LAST));
        let answer = reviewer.send(&approve, &[("version", "1")]).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
    }

    /// Whether the standby is asked when somebody looks at the board; the page
    /// is right in any case.
    pub(crate) async fn asks(&self, standby: &Standby, person: &Person<'_>) -> bool {
        let before = standby.last_asked(&self.database).await;
        for page in PAGES {
            let shown = person.page(page).await;
            let right = self.right(Some(person), page).await;
            assert!(shown.text() == right.text(), "{page} is not as the primary has it");
        }
        standby.last_asked(&self.database).await > before
    }

    /// Waits until the standby is asked, or not asked any more.
    pub(crate) async fn until(&self, standby: &Standby, person: &Person<'_>, asks: bool) {
        let begun = Instant::now();
        while self.asks(standby, person).await != asks {
            assert!(begun.elapsed() < AT_MOST, "the standby is asked: not {asks}");
            sleep(Duration::from_millis(50)).await;
        }
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        self.watchers.iter().for_each(JoinHandle::abort);
    }
}

async fn ask(router: &Router, person: Option<&Person<'_>>, page: &str) -> Answer {
    let mut request = Request::get(page);
    if let Some(person) = person {
        request = request.header(header::COOKIE, person.cookie());
    }
    let answer = TestBoard::ask(router, request.body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.status, 200, "{page}: {}", answer.text());
    answer
}
