//! What one server took is there at the other at once.

use support::filing::client::{Post, get};
use support::filing::writer;

use crate::Servers;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_written_through_one_server_is_read_through_the_other_at_once() {
    let servers = Servers::start().await;
    let store = servers.store().await;
    let [one, two] = [servers.servers[0].address, servers.servers[1].address];
    let writers = writer::one_for_each_unit(&store, one).await;
    store.close().await;
    let clerk = &writers[0];
    let address = clerk.addresses().last().expect("a return");
    for (version, (to, from)) in [(one, two), (two, one)].repeat(4).into_iter().enumerate() {
        let note = format!("seen-{version}");
        let post = Post {
            address: format!("/api/v1{address}"),
            kind: "application/json",
            cookie: clerk.clerk().to_owned(),
            body: format!("{{\"version\":{version},\"cells\":{{\"R01.note\":\"{note}\"}}}}"),
        };
        let answer = post.send(to).await.expect("an answer");
        assert_eq!(answer.status, 200, "{}", answer.body);
        let page = get(from, &address, clerk.clerk()).await.expect("a page");
        assert_eq!(page.status, 200, "{}", page.head);
        assert!(page.body.contains(&note), "{note} is not there yet");
    }
}
