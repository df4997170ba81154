//! What each route asks of who comes. A route cannot be added without saying
//! it, and it is held before the handler runs; the database holds what it
//! concerns a second time.

use app::domain::access::Action;
use app::links::Page;
use axum::RequestExt;
use axum::Router;
use axum::extract::{RawPathParams, Request, State};
use axum::handler::Handler;
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{self, MethodRouter};

use super::answer::{self, Refusal, refuse};
use super::limits::{Whose, turn};
use super::parts::read_typed;
use super::reading::{self, Read};
use super::request_refusal::{self, RequestRefusal};
use super::sent::go;
use super::{Board, kept_pages, resend, session};
use crate::store::StoreError;

/// What a route asks of who comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// Nothing.
    Anyone,
    /// What the board asks: nothing, or to be signed in.
    Board,
    /// Any account, even one that has to set its second factor up first.
    Enrolling,
    /// Any account.
    Account,
    /// An account whose role does that at all.
    Role(Action),
    /// An account that may do that to returns of the path's `{unit}`. To who
    /// may not even read them they do not exist.
    Unit(Action),
}

/// A route: what it answers to, and what it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub method: Method,
    pub path: &'static str,
    pub right: Right,
}

/// A route and who answers it.
pub(super) struct Route {
    pub entry: Entry,
    handler: MethodRouter<Board>,
}

/// A page, a file, anything that is read.
pub(super) fn get<H, T>(path: &'static str, right: Right, handler: H) -> Route
where
    H: Handler<T, Board>,
    T: 'static,
{
    Route { entry: Entry { method: Method::GET, path, right }, handler: routing::get(handler) }
}

/// A write.
pub(super) fn post<H, T>(path: &'static str, right: Right, handler: H) -> Route
where
    H: Handler<T, Board>,
    T: 'static,
{
    Route { entry: Entry { method: Method::POST, path, right }, handler: routing::post(handler) }
}

/// What is answered at once, however many wait.
const AT_ONCE: [&str; 3] = ["/assets/{name}", "/livez", "/readyz"];

/// The routes, each behind what it asks.
pub(super) fn guarded(board: &Board, routes: Vec<Route>) -> Router<Board> {
    routes.into_iter().fold(Router::new(), |router, Route { entry, handler }| {
        let handler = match entry.method {
            Method::GET => handler,
            _ => handler.route_layer(from_fn(to_the_end)),
        };
        // Inside what is asked of who comes: nobody gets a kept page that he
        // could not have had made.
        let handler = match entry.right {
            Right::Board => handler
                .route_layer(from_fn_with_state((board.clone(), Whose::Unknown), turn))
                .route_layer(from_fn_with_state(board.clone(), kept_pages::answer)),
            _ => handler,
        };
        let handler = match entry.right {
            Right::Anyone => handler,
            right => handler.route_layer(from_fn_with_state((board.clone(), right), hold)),
        };
        let whose = match entry.right {
            Right::Board => Whose::Known,
            _ => Whose::Everybody,
        };
        let handler = if AT_ONCE.contains(&entry.path) {
            handler
        } else {
            handler.route_layer(from_fn_with_state((board.clone(), whose), turn))
        };
        router.route(entry.path, handler)
    })
}

/// Lets a request through to its handler, or answers why not.
async fn hold(
    State((board, right)): State<(Board, Right)>,
    mut request: Request,
    next: Next,
) -> Response {
    let headers = request.headers().clone();
    let found = session::find(&board, &headers, request.extensions_mut()).await;
    let read = reading::read(request.uri(), &headers);
    let session = match found {
        Ok(session) => session,
        Err(error) => return unanswered(&board, read, request, error).await,
    };
    let Some(session) = session else {
        if right == Right::Board && board.is_open() {
            return next.run(request).await;
        }
        return session::sign_in_first(&board, request).await;
    };
    let own_way = right == Right::Enrolling || (right == Right::Board && board.is_open());
    if session.pending && !own_way {
        if read.by_program {
            let refusal = RequestRefusal::NoSecondFactor;
            return request_refusal::answer_json(&refusal, read.locale);
        }
        return go(&read, &Page::SecondFactor);
    }
    let actor = session.actor.clone();
    let read = Read { session: Some(session), ..read };
    match right {
        Right::Anyone | Right::Board | Right::Enrolling | Right::Account => {}
        Right::Role(action) => {
            if !actor.may_at_all(action) {
                return refuse(&board, read, Refusal::NotForRole(actor.role)).await;
            }
        }
        Right::Unit(action) => {
            let Some(unit) = unit_of(&mut request).await else {
                return answer::nothing_here(&board, read).await;
            };
            if !actor.may(Action::Read, &unit) {
                return refuse(&board, read, Refusal::NoSuchUnit(unit)).await;
            }
            if !actor.may(action, &unit) {
                return refuse(&board, read, Refusal::NotForRole(actor.role)).await;
            }
        }
    }
    next.run(request).await
}

/// No answer can be given; a form with a file, which is not kept on its way
/// here as others are (`resend::keep`), is given back without its file.
async fn unanswered(board: &Board, read: Read, request: Request, error: StoreError) -> Response {
    let uri = request.uri().clone();
    match read_typed(request).await {
        Some(typed) => {
            tracing::error!(%error, "a form could not be answered");
            resend::give_back(board, &uri, read, &typed).await
        }
        None => refuse(board, read, Refusal::Store(error)).await,
    }
}

/// A write that has begun is carried out, also when nobody waits for the answer
/// any more.
async fn to_the_end(request: Request, next: Next) -> Response {
    match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(ended) if ended.is_panic() => std::panic::resume_unwind(ended.into_panic()),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// The unit in the request's path.
async fn unit_of(request: &mut Request) -> Option<String> {
    let params = request.extract_parts::<RawPathParams>().await.ok()?;
    params.iter().find(|(name, _)| *name == "unit").map(|(_, unit)| unit.to_owned())
}
