//! A file far larger than anybody's: taken over in bounded memory.

use std::fmt::Write as _;
use std::process::Stdio;
use std::time::Duration;

use support::TestDatabase;

use crate::command::pilotboard;

const UNITS: [&str; 20] = [
    "110000", "120000", "130000", "140000", "310000", "320000", "330000", "340000", "360000",
    "410000", "420000", "430000", "440000", "450000", "510000", "620000", "630000", "330200",
    "350200", "TOWER",
];

/// 20 units, 25 lines, 400 quarters.
fn rows() -> String {
    let lines: Vec<String> = (1..=28)
        .filter(|line| !(20..=22).contains(line))
        .map(|line| format!("R{line:02}"))
        .collect();
    let mut text = String::from("programme,unit,period,indicator,value,note\n");
    for quarter in 0..400_u32 {
        for unit in UNITS {
            for (at, line) in lines.iter().enumerate() {
                let value = if at == 0 { quarter % 1_000 } else { 0 };
                let period = format!("{}-Q{}", 2019 + quarter / 4, quarter % 4 + 1);
                let note = if at == 0 { "补报 / late" } else { "" };
                writeln!(text, "nev-battery-pilot-2018,{unit},{period},{line},{value},{note}")
                    .expect("text grows");
            }
        }
    }
    text
}

/// The most memory that the process has used, in kB.
fn peak(pid: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[tokio::test]
async fn two_hundred_thousand_rows_are_taken_over_in_bounded_memory() {
    let database = TestDatabase::real().await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("large.csv");
    let text = rows();
    assert_eq!(text.lines().count(), 200_001);
    std::fs::write(&file, &text).expect("a file");
    let mut command = pilotboard(&["import", "figures"]);
    command.arg(&file).env("DATABASE_URL", database.url());
    let mut child =
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut most = 0;
    let mut ticks = 0_u32;
    let status = loop {
        most = most.max(peak(child.id()).unwrap_or(0));
        if let Some(status) = child.try_wait().expect("its status") {
            break status;
        }
        ticks += 1;
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    let mut said = String::new();
    std::io::Read::read_to_string(&mut child.stderr.take().expect("its talk"), &mut said)
        .expect("text");
    assert_eq!(status.code(), Some(0), "{said}");
    assert!(said.contains("200000 rows read"), "{said}");
    let sql = sqlx::PgPool::connect_with(database.options()).await.expect("it answers");
    let (figures, sums): (i64, i64) = sqlx::query_as(
        "select (select count(*) from figure), (select count(*) from rollup where scope = '')",
    )
    .fetch_one(&sql)
    .await
    .expect("counts");
    assert_eq!((figures, sums), (200_000, 400 * 25));
    sql.close().await;
    println!("200,000 rows: {most} kB at most, about {} ms", ticks * 50);
    assert!(most > 0 && most < 100_000, "{most} kB, with a file of {} kB", text.len() / 1_000);
}
