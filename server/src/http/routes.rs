//! Every route of the product on one page, with what it asks of who comes.

use app::domain::access::Action;
use axum::Router;
use axum::extract::Request;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::middleware::{from_fn_with_state, map_request, map_response_with_state};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::trace::TraceLayer;

use super::account::{accounts, activation, confirmation, own, second_factor, sign_in};
use super::rights::{Entry, Right, Route, get, guarded, post};
use super::{
    Board, answer, api, assets, audit, board, compare, duties, entering, entry, evaluations,
    health, leaving, limits, peer, reopening, resend, returns, returns_api, review, same_origin,
    sharing, submitting, uploading, workbook,
};

/// No inline script or style anywhere; the browser's module may be compiled.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
    base-uri 'none'";

/// Every route, with what it asks of who comes.
fn routes() -> Vec<Route> {
    use Action::{
        AskReopening, Comment, Countersign, Decide, Evaluate, ManageAccounts, Publish, Read,
        RemarkOnDuty, Remind, Review, Revoke, Share, StateDuty, Write,
    };
    use Right::{Account, Anyone, Board as Figures, Enrolling, Role, Unit};
    // A last part may carry `.svg`, `.png` or `.csv`: the same thing as a file.
    vec![
        get("/", Figures, board::overview),
        get("/help", Figures, board::help),
        get("/programmes/{programme}", Figures, board::programme),
        get("/programmes/{programme}/units/{unit}", Figures, board::unit),
        get("/programmes/{programme}/targets/{no}", Figures, board::target),
        get("/programmes/{programme}/compare", Figures, compare::page),
        get("/programmes/{programme}/compare.svg", Figures, compare::svg),
        get("/programmes/{programme}/compare.png", Figures, compare::png),
        get("/programmes/{programme}/compare.csv", Figures, compare::csv),
        get("/programmes/{programme}/figures/{indicator}/{quarter}", Figures, compare::sum),
        get(
            "/programmes/{programme}/figures/{indicator}/{unit}/{quarter}",
            Figures,
            compare::figure,
        ),
        get("/programmes/{programme}/duties", Role(Read), duties::matrix),
        get("/programmes/{programme}/duties.csv", Role(Read), duties::matrix_as_csv),
        get("/programmes/{programme}/duties/{no}/{unit}", Unit(Read), duties::one),
        post("/programmes/{programme}/duties/{no}/{unit}", Unit(StateDuty), duties::say),
        get("/programmes/{programme}/duties/{no}/{unit}/evidence", Unit(Read), duties::evidence),
        post(
            "/programmes/{programme}/duties/{no}/{unit}/remark",
            Unit(RemarkOnDuty),
            duties::remark,
        ),
        post("/api/v1/progress", Anyone, api::progress),
        get("/login", Anyone, sign_in::page),
        post("/login", Anyone, sign_in::take),
        post("/logout", Anyone, sign_in::sign_out),
        get("/login/confirm", Account, confirmation::page),
        post("/login/confirm", Account, confirmation::take),
        get("/activate", Anyone, activation::page),
        post("/activate", Anyone, activation::take),
        get("/account", Account, own::page),
        post("/account/password", Account, own::set_password),
        post("/account/sign-out-elsewhere", Account, own::sign_out_elsewhere),
        get("/account/second-factor", Enrolling, second_factor::page),
        post("/account/second-factor", Enrolling, second_factor::take),
        get("/accounts", Role(ManageAccounts), accounts::page),
        post("/accounts", Role(ManageAccounts), accounts::make),
        get("/accounts/{name}", Role(ManageAccounts), accounts::one),
        post("/accounts/{name}/{deed}", Role(ManageAccounts), accounts::change),
        get("/returns", Role(Read), returns::list),
        get("/returns.csv", Role(Read), returns::list_as_csv),
        post("/returns", Role(Remind), returns::remind),
        get("/returns/{programme}/{unit}/{quarter}", Unit(Read), entry::form),
        post("/returns/{programme}/{unit}/{quarter}", Unit(Write), entering::form),
        get("/returns/{programme}/{unit}/{quarter}/check", Unit(Read), entry::check),
        post("/returns/{programme}/{unit}/{quarter}/check", Unit(Write), submitting::check),
        get("/returns/{programme}/{unit}/{quarter}/receipt", Unit(Read), entry::receipt),
        get("/returns/{programme}/{unit}/{quarter}/receipt.txt", Unit(Read), entry::receipt_file),
        get("/returns/{programme}/{unit}/{quarter}/history", Unit(Read), entry::history),
        get("/returns/{programme}/{unit}/{quarter}/reopening", Unit(AskReopening), reopening::form),
        post(
            "/returns/{programme}/{unit}/{quarter}/reopening",
            Unit(AskReopening),
            reopening::asked,
        ),
        get("/returns/{programme}/{unit}/{quarter}/upload", Unit(Read), workbook::upload),
        post("/returns/{programme}/{unit}/{quarter}/upload", Unit(Write), uploading::upload),
        get("/returns/{programme}/{unit}/{quarter}/upload.xlsx", Unit(Read), workbook::original),
        post("/api/v1/returns/{programme}/{unit}/{quarter}", Unit(Write), returns_api::save),
        get("/links", Role(Revoke), sharing::list),
        post("/links", Role(Share), sharing::make),
        post("/links/{id}/revoke", Role(Revoke), sharing::revoke),
        // Not found, expired, revoked and switched off are one answer.
        get("/shared/{secret}", Anyone, sharing::open),
        get("/audit", Role(Action::Audit), audit::record),
        get("/audit.csv", Role(Action::Audit), audit::file),
        get("/review", Role(Review), review::queue),
        post("/review", Role(Decide), review::approve_many),
        get("/review/{programme}/{unit}/{quarter}", Unit(Review), review::reviewed),
        post("/review/{programme}/{unit}/{quarter}/approve", Unit(Decide), review::approve),
        post("/review/{programme}/{unit}/{quarter}/return", Unit(Decide), review::send_back),
        post("/review/{programme}/{unit}/{quarter}/reopen", Unit(Decide), review::reopen),
        post("/review/{programme}/{unit}/{quarter}/comment", Unit(Comment), review::comment),
        post(
            "/review/{programme}/{unit}/{quarter}/countersign",
            Unit(Countersign),
            review::countersign,
        ),
        get("/evaluations/{programme}", Account, evaluations::preview),
        post("/evaluations/{programme}/narrative", Role(Evaluate), evaluations::write),
        post("/evaluations/{programme}/freeze", Role(Evaluate), evaluations::freeze),
        post("/evaluations/{programme}/files", Account, evaluations::ask),
        get("/evaluations/{programme}/files/{id}", Account, evaluations::job),
        post("/evaluations/{programme}/files/{id}/cancel", Account, evaluations::cancel),
        get("/evaluations/{programme}/files/{id}/content", Account, evaluations::content),
        get("/evaluations/{programme}/{number}", Account, evaluations::evaluation),
        post("/evaluations/{programme}/{number}/publish", Role(Publish), evaluations::publish),
        post("/evaluations/{programme}/{number}/withdraw", Role(Publish), evaluations::withdraw),
        get("/api/v1/evaluations/{programme}", Account, evaluations::preview_as_json),
        get("/api/v1/evaluations/{programme}/{number}", Account, evaluations::evaluation_as_json),
        get("/published", Anyone, evaluations::list),
        get("/published/{number}", Anyone, evaluations::one),
        get("/assets/{name}", Anyone, assets::asset),
        get("/livez", Anyone, health::alive),
        get("/readyz", Anyone, health::ready),
    ]
}

/// What every route answers to and asks, for who looks from outside.
#[must_use]
pub fn table() -> Vec<Entry> {
    routes().into_iter().map(|route| route.entry).collect()
}

/// The whole product as one service.
pub fn router(state: Board) -> Router {
    let header = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    // Assets are compressed at build time and PNG is compressed already.
    let worth_it = DefaultPredicate::new()
        .and(NotForContentType::const_new("application/wasm"))
        .and(NotForContentType::const_new("image/png"));
    let around = ServiceBuilder::new()
        .layer(TraceLayer::new_for_http())
        .layer(CatchPanicLayer::custom(answer::panicked))
        .layer(header(CONTENT_SECURITY_POLICY, POLICY))
        .layer(header(X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(REFERRER_POLICY, "same-origin"))
        .layer(CompressionLayer::new().br(true).gzip(true).compress_when(worth_it))
        .layer(map_response_with_state(state.clone(), leaving::last_answer))
        .layer(from_fn_with_state(state.clone(), resend::keep))
        .layer(from_fn_with_state(state.clone(), limits::in_time))
        .layer(map_request(async |request: Request| limits::keep_reading(request)))
        .layer(from_fn_with_state(state.inner.surroundings.clone(), peer::introduce))
        .layer(from_fn_with_state(state.clone(), same_origin::guard));
    guarded(&state, routes())
        .fallback(answer::no_such_page)
        .method_not_allowed_fallback(answer::wrong_method)
        .layer(around)
        .with_state(state)
}
