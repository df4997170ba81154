//! The product as a person meets it. One product and one driver serve all
//! tests; each test has a browser of its own.

mod accessibility;
mod account;
mod desk;
mod grid_keys;
mod grid_leaving;
mod grid_paste;
mod grid_saving;
mod islands;
mod layout;
mod parity_in_browser;
mod tasks;
mod without_scripts;

use std::panic::AssertUnwindSafe;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use browser_tests::pages::LANGUAGES;
use browser_tests::{Browser, Driver, Fault, Scripts, World};
use libtest_mimic::{Arguments, Failed, Trial};
use tokio::runtime::Runtime;
use tokio::task::JoinError;

use self::tasks::{Desk, entering, ministry, pasting, signing_in, states, workbook};

/// What a test ends with: nothing, or the sentence that says what does not hold.
pub(crate) type Outcome = Result<(), Fault>;

/// All tests, by the name they are called by.
fn trials(stage: &Arc<Stage>) -> Vec<Trial> {
    use Scripts::{Off, On};
    let mut list = List { stage: stage.clone(), trials: Vec::new() };
    list.each("without_scripts::walk_to_t10_and_its_csv", Off, without_scripts::walk);
    list.each("without_scripts::change_the_quarter", Off, without_scripts::change_the_quarter);
    list.each("without_scripts::sort_the_targets", Off, without_scripts::sort_the_targets);
    list.each("without_scripts::suppose_a_figure", Off, without_scripts::suppose);
    list.each("without_scripts::change_the_language", Off, without_scripts::change_the_language);
    list.each("islands::no_script_without_an_island", On, islands::no_script_without_an_island);
    list.each("islands::nothing_in_the_log", On, islands::nothing_in_the_log);
    list.each("grid::keys_walk_the_column", On, grid_keys::walk);
    list.each("grid::escape_and_undo_bring_back", On, grid_keys::bring_back);
    list.each("grid::enter_of_an_input_method_stays", On, grid_keys::input_method);
    list.each("grid::verdicts_while_typing", On, grid_keys::verdicts);
    list.each("grid::a_block_is_previewed_and_undone_at_once", On, grid_paste::preview);
    list.each("grid::a_block_that_is_dropped_changes_nothing", On, grid_paste::dropped);
    list.once("grid::thirty_six_cells_are_previewed", On, grid_paste::thirty_six);
    list.each("grid::saved_by_itself", On, grid_saving::by_itself);
    list.each("grid::a_conflict_is_decided", On, grid_saving::conflict);
    list.each("grid::what_others_saved_is_shown", On, grid_saving::others);
    list.each("grid::kept_while_the_line_is_away", On, grid_saving::offline);
    list.each("grid::signed_out_and_in_again", On, grid_saving::signed_out);
    list.each("grid::kept_when_the_page_is_left", On, grid_leaving::reopened);
    list.each("grid::a_kept_text_meets_a_newer_one", On, grid_leaving::newer);
    list.each("grid::check_takes_everything_along", On, grid_leaving::check);
    list.once("grid::module_stays_small", On, grid_leaving::small);
    list.once("parity::five_hundred_cases", On, parity_in_browser::five_hundred_cases);
    list.each("layout::no_page_is_wider_than_the_screen", On, layout::no_overflow);
    list.each("layout::first_screen_answers_three_questions", On, layout::first_screen);
    list.each("layout::words_in_charts_are_apart_and_inside", On, layout::words_in_charts);
    list.each("layout::heads_stand_over_their_columns", On, layout::heads_over_columns);
    list.each("layout::targets_are_large_enough_to_touch", On, layout::large_enough);
    list.each("accessibility::outline", On, accessibility::outline);
    list.each("accessibility::names", On, accessibility::names);
    list.each("accessibility::contrast", On, accessibility::contrast);
    list.each("accessibility::axe", On, accessibility::axe);
    list.each("accessibility::keyboard", On, accessibility::keyboard);
    list.each("account::activate_without_scripts", Off, account::activate);
    list.each("account::activate_with_scripts", On, account::activate);
    list.each("account::sign_in_by_keyboard", Off, account::sign_in_by_keyboard);
    list.each("account::faults_take_the_focus", On, account::faults_take_the_focus);
    list.task("activate_and_sign_in", signing_in::activate_and_sign_in);
    list.task("find_the_form", entering::find_the_form);
    list.task("type_36_values", entering::type_36_values);
    list.desk("tasks::paste_36_values", On, pasting::paste_36_values);
    list.task("upload_the_template", workbook::upload_the_template);
    list.task("fix_three_errors_and_explain_two_warnings", entering::fix_and_explain);
    list.task("submit_and_keep_the_receipt", entering::submit_and_keep_the_receipt);
    list.task("see_who_has_not_filed_and_remind", ministry::see_who_has_not_filed_and_remind);
    list.task("read_a_history_and_return_one_cell", ministry::return_one_cell);
    list.task("approve", ministry::approve);
    list.task("compare_18_units_and_share_the_address", ministry::compare_and_share);
    list.task("export_the_list", ministry::export_the_list);
    list.desk("states::island", On, pasting::island_states);
    list.desk("states::conflict", Off, states::conflict);
    list.desk("states::locked_meanwhile", Off, states::locked_meanwhile);
    list.desk("states::sent_back_and_reopening", On, states::reopening);
    list.desk("states::away", Off, states::away);
    list.desk("states::signed_out_meanwhile", Off, states::signed_out_meanwhile);
    list.desk("states::accounts", On, states::accounts);
    list.desk("states::links", On, states::links);
    list.desk("states::links_without_scripts", Off, states::links);
    list.trials
}

/// Started by the first test that needs it, ended after the last.
struct Stage {
    runtime: Runtime,
    world: Mutex<Option<Result<Arc<World>, String>>>,
    /// For tests with a board of their own.
    driver: Mutex<Option<Result<Arc<Driver>, String>>>,
}

impl Stage {
    fn world(&self) -> Result<Arc<World>, String> {
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        world
            .get_or_insert_with(|| World::start().map(Arc::new).map_err(|fault| fault.to_string()))
            .clone()
    }

    fn driver(&self) -> Result<Arc<Driver>, String> {
        let mut driver = self.driver.lock().unwrap_or_else(PoisonError::into_inner);
        driver
            .get_or_insert_with(|| Driver::start().map(Arc::new).map_err(|fault| fault.to_string()))
            .clone()
    }

    /// Runs one task at a desk of its own, and tells what axe found on the way.
    fn run_at_desk<F>(
        &self,
        lang: &'static str,
        scripts: Scripts,
        test: fn(Arc<Desk>) -> F,
    ) -> Result<(), Failed>
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        let driver = self.driver()?;
        self.runtime.block_on(async {
            let desk = Arc::new(Desk::open_at(&driver, lang, scripts).await?);
            let ended = tokio::spawn(AssertUnwindSafe(test(desk.clone()))).await;
            let found = match Arc::into_inner(desk) {
                Some(desk) => desk.close().await?,
                None => Vec::new(),
            };
            told(ended)?;
            Ok(none(&found)?)
        })
    }

    /// Runs one test in a browser that is closed whatever becomes of it.
    fn run<F>(&self, scripts: Scripts, test: impl FnOnce(Arc<Browser>) -> F) -> Result<(), Failed>
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        let world = self.world()?;
        self.runtime.block_on(async {
            let browser = Arc::new(world.browser(scripts).await?);
            let ended = tokio::spawn(AssertUnwindSafe(test(browser.clone()))).await;
            if let Some(browser) = Arc::into_inner(browser) {
                browser.close().await?;
            }
            Ok(told(ended)?)
        })
    }
}

/// A panic becomes the test's sentence.
fn told(ended: Result<Outcome, JoinError>) -> Outcome {
    match ended {
        Ok(outcome) => outcome,
        Err(error) => Err(format!("the test broke off: {error}").into()),
    }
}

struct List {
    stage: Arc<Stage>,
    trials: Vec<Trial>,
}

impl List {
    fn once<F>(&mut self, name: &str, scripts: Scripts, test: fn(Arc<Browser>) -> F)
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        let stage = self.stage.clone();
        self.trials.push(Trial::test(name, move || stage.run(scripts, test)));
    }

    /// A core task: in each language, with scripts and without.
    fn task<F>(&mut self, name: &str, test: fn(Arc<Desk>) -> F)
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        self.desk(&format!("tasks::{name}"), Scripts::On, test);
        self.desk(&format!("tasks_without_scripts::{name}"), Scripts::Off, test);
    }

    /// At a desk of its own, in each language.
    fn desk<F>(&mut self, name: &str, scripts: Scripts, test: fn(Arc<Desk>) -> F)
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        for lang in LANGUAGES {
            let stage = self.stage.clone();
            self.trials.push(Trial::test(format!("{name}::{lang}"), move || {
                stage.run_at_desk(lang, scripts, test)
            }));
        }
    }

    /// The same in each language.
    fn each<F>(&mut self, name: &str, scripts: Scripts, test: fn(Arc<Browser>, &'static str) -> F)
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        for lang in LANGUAGES {
            let stage = self.stage.clone();
            let name = format!("{name}::{lang}");
            self.trials
                .push(Trial::test(name, move || stage.run(scripts, |browser| test(browser, lang))));
        }
    }
}

/// Ends with the sentence unless the condition holds.
pub(crate) fn holds(condition: bool, sentence: impl FnOnce() -> String) -> Outcome {
    if condition { Ok(()) } else { Err(sentence().into()) }
}

/// Ends with all findings, if there are any.
pub(crate) fn none(findings: &[String]) -> Outcome {
    holds(findings.is_empty(), || format!("{} findings:\n{}", findings.len(), findings.join("\n")))
}

fn main() -> Result<ExitCode, Fault> {
    let arguments = Arguments::from_args();
    let stage = Arc::new(Stage {
        runtime: Runtime::new()?,
        world: Mutex::default(),
        driver: Mutex::default(),
    });
    let conclusion = libtest_mimic::run(&arguments, trials(&stage));
    // Ends the processes and removes their folder before the result is told.
    drop(stage);
    Ok(conclusion.exit_code())
}
