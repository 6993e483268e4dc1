//! Health, readiness, and an end that finishes what it began.

use crate::client::{Server, answer, begin, connect, evidence, folder};
use serde_json::json;
use std::{
    io::Write,
    time::{Duration, Instant},
};
use tosei_inventory::sample::mihon_inventory_json;

#[test]
fn readiness_says_what_is_there() {
    let server = Server::start(&folder("running-ready"), &[]);
    assert_eq!(server.get("/health").status, 204);
    let empty = server.read("/ready", "Readiness");
    assert_eq!(
        empty,
        json!({"database": true, "inventory": false, "stopping": false})
    );
    assert_eq!(
        server
            .put("/v1/inventory", &[], mihon_inventory_json())
            .status,
        201
    );
    assert_eq!(server.read("/ready", "Readiness")["inventory"], true);
}

#[test]
fn a_request_that_runs_when_the_signal_comes_is_finished() {
    let folder = folder("running-stop");
    let server = Server::start(&folder, &[]);
    assert_eq!(
        server
            .put("/v1/inventory", &[], mihon_inventory_json())
            .status,
        201
    );
    let address = server.address.clone();
    let record = evidence("last", "P-0004", "F1a", "met").to_string();
    let (first, second) = record.split_at(record.len() / 2);
    let mut stream = server.connect();
    begin(&mut stream, "POST", "/v1/evidence", record.len());
    stream.write_all(first.as_bytes()).unwrap();

    server.terminate();
    let deadline = Instant::now() + Duration::from_secs(20);
    while connect(&address).is_ok() {
        assert!(Instant::now() < deadline, "still taking connections");
        std::thread::sleep(Duration::from_millis(5));
    }
    stream.write_all(second.as_bytes()).unwrap();
    assert_eq!(answer(&mut stream).unwrap().status, 201);
    assert_eq!(server.wait(), (Some(0), "stopped\n".to_owned()));
    // The log was put into the file, and the record is there.
    let left = folder.join("data.sqlite-wal");
    assert!(!left.exists() || std::fs::metadata(&left).unwrap().len() == 0);
    let again = Server::start(&folder, &[]);
    assert_eq!(again.get("/v1/evidence/last").status, 200);
}

#[test]
fn an_end_does_not_wait_for_ever() {
    let server = Server::start(&folder("running-late"), &["--stop-millis", "200"]);
    let mut stream = server.connect();
    begin(&mut stream, "PUT", "/v1/inventory", 100);
    server.terminate();
    let (code, _) = server.wait();
    assert_eq!(code, Some(1));
}

#[test]
fn a_database_of_another_program_is_not_opened() {
    let folder = folder("running-foreign");
    let file = folder.join("data.sqlite");
    std::fs::write(&file, "these are somebody's notes, and no database").unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_municipality_service"))
        .arg("--database")
        .arg(&file)
        .args(["--listen", "127.0.0.1:0"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("error: "));
    let kept = std::fs::read_to_string(&file).unwrap();
    assert_eq!(kept, "these are somebody's notes, and no database");
}
