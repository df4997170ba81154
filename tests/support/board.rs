//! The board over a database of the test's own, asked as a browser asks.

use app::domain::period::Quarter;
use app::domain::programme::Programme;
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, header};
use server::cli::demo::fill_areas;
use server::demo::roll_out;
use server::export::evaluation::typesetter::Typesetter;
use server::http::peer::Surroundings;
use server::http::{Board, Settings, router};
use server::mail::Mailer;
use server::secret::Secret;
use server::store::Store;
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use tower::ServiceExt;

use crate::{Answer, Person, TestDatabase};

/// The product, from its routes down to its database.
#[derive(Debug)]
pub struct TestBoard {
    /// As the owner of the tables, bound by nothing.
    pub store: Store,
    /// For looking behind the board.
    pub sql: PgPool,
    pub database: TestDatabase,
    pub router: Router,
    /// What stands behind the router, for what works beside the requests.
    pub board: Board,
    demo: bool,
}

impl TestBoard {
    /// The demo as it ships; for tests that only read.
    pub async fn demo() -> Self {
        Self::over(TestDatabase::shared_demo().await, true).await
    }

    /// The same behind proxies, at an address they are told.
    pub async fn demo_in(surroundings: Surroundings) -> Self {
        let settings = Settings { demo: true, surroundings, ..Settings::default() };
        Self::with(TestDatabase::shared_demo().await, settings).await
    }

    /// A demo of the test's own behind proxies, at an address they are told.
    pub async fn own_demo_in(surroundings: Surroundings) -> Self {
        let settings = Settings { demo: true, surroundings, ..Settings::default() };
        Self::with(TestDatabase::demo().await, settings).await
    }

    /// A demo of the test's own.
    pub async fn own_demo() -> Self {
        Self::over(TestDatabase::demo().await, true).await
    }

    /// A demo of the test's own with a programme of so many areas besides, in all
    /// provinces by turns, each of which filed for so many quarters up to the last.
    pub async fn rolled_out(areas: usize, quarters: i32) -> (Self, Programme) {
        let board = Self::own_demo().await;
        let programmes = board.store.programmes().await.expect("programmes");
        let pilot = programmes.iter().find(|programme| programme.code == "nev-battery-pilot-2018");
        let last: Quarter = server::demo::AS_OF.parse().expect("a quarter");
        let mut of = roll_out::programme(pilot.expect("the pilot"), areas, last);
        of.from = last.plus(1 - quarters).expect("a quarter");
        fill_areas(&board.store, &of, last).await.expect("filled in");
        (board, of)
    }

    /// A board for real figures, with the shipped programmes and no figures.
    pub async fn real() -> Self {
        Self::over(TestDatabase::real().await, false).await
    }

    /// The same with mail going out that way.
    pub async fn mailing(mailer: Mailer) -> Self {
        let settings = Settings { mailer: Some(mailer), ..Settings::default() };
        Self::with(TestDatabase::real().await, settings).await
    }

    /// The demo, with its figures for who is signed in alone.
    pub async fn closed_demo() -> Self {
        let open = Self::demo().await;
        let serving = Store::serve(open.database.options(), 4).await.expect("it serves");
        let as_of = Some(server::demo::AS_OF.parse().expect("a quarter"));
        let settings = Settings { demo: true, as_of, ..Settings::default() };
        let board = Board::new(serving, settings);
        Self { router: router(board.clone()), board, ..open }
    }

    /// A demo of the test's own whose figures are for who is signed in, and for
    /// who has a read-only link.
    pub async fn closed_demo_with_links() -> Self {
        let open = Self::own_demo().await;
        let serving = Store::serve(open.database.options(), 4).await.expect("it serves");
        let as_of = Some(server::demo::AS_OF.parse().expect("a quarter"));
        let settings = Settings { demo: true, as_of, links: true, ..Settings::default() };
        Self { router: router(Board::new(serving, settings)), ..open }
    }

    /// An open demo of the test's own where links can be made.
    pub async fn own_demo_with_links() -> Self {
        let settings = Settings { demo: true, links: true, ..Settings::default() };
        Self::with(TestDatabase::demo().await, settings).await
    }

    /// A demo of the test's own whose PDFs are set by another program.
    pub async fn own_demo_setting_by(typesetter: Typesetter) -> Self {
        let settings = Settings { demo: true, typesetter, ..Settings::default() };
        Self::with(TestDatabase::demo().await, settings).await
    }

    async fn over(database: TestDatabase, demo: bool) -> Self {
        Self::with(database, Settings { demo, ..Settings::default() }).await
    }

    async fn with(database: TestDatabase, settings: Settings) -> Self {
        let store = database.store().await;
        let sql = PgPoolOptions::new()
            .max_connections(2)
            .connect_with(database.options())
            .await
            .expect("the test's database answers");
        let as_of = Some(server::demo::AS_OF.parse().expect("a quarter"));
        let demo = settings.demo;
        let settings = Settings { as_of, open: true, ..settings };
        let serving =
            Store::serve(database.options(), 4).await.expect("the test's database serves");
        let board = Board::new(serving, settings);
        let router = router(board.clone());
        Self { store, sql, database, router, board, demo }
    }

    /// Somebody of that name, signed in; on a board for real figures with the
    /// second factor that the role asks for.
    pub async fn person(&self, name: &str) -> Person<'_> {
        let account = self.store.account(name).await.expect("an answer");
        let account = account.unwrap_or_else(|| panic!("there is no account {name}"));
        if !self.demo && account.actor.role.needs_second_factor() {
            sqlx::query("update account set totp_secret = coalesce(totp_secret, $1) where id = $2")
                .bind(b"twenty bytes of ours".as_slice())
                .bind(account.actor.account)
                .execute(&self.sql)
                .await
                .expect("a second factor");
        }
        let secret = Secret::of_session().expect("randomness");
        self.store
            .start_session(&account.actor, &secret.digest(), None, true)
            .await
            .expect("a session");
        Person::new(self, secret.text().to_owned())
    }

    /// Sends any request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        Self::ask(&self.router, request).await
    }

    /// Asks any server, such as a second one over the same database.
    pub async fn ask(router: &Router, request: Request<Body>) -> Answer {
        let response = router.clone().oneshot(request).await.expect("the router always answers");
        Answer::read(response).await
    }

    /// Asks for an address, with whatever comes of it.
    pub async fn get(&self, address: &str) -> Answer {
        self.get_as(address, "").await
    }

    /// Asks as a browser with these languages does.
    pub async fn get_as(&self, address: &str, languages: &str) -> Answer {
        let mut request = Request::get(address);
        if !languages.is_empty() {
            request = request.header(header::ACCEPT_LANGUAGE, languages);
        }
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    /// Asks for a page that must be there.
    pub async fn page(&self, address: &str) -> Answer {
        let answer = self.get(address).await;
        assert_eq!(answer.status, 200, "{address}: {}", answer.text());
        answer
    }

    /// Sends a body.
    pub async fn post(&self, address: &str, body: impl Into<Body>) -> Answer {
        self.send(Request::post(address).body(body.into()).expect("a request")).await
    }

    /// Asks with another method.
    pub async fn with_method(&self, method: Method, address: &str) -> Answer {
        let request = Request::builder().method(method).uri(address);
        self.send(request.body(Body::empty()).expect("a request")).await
    }
}
