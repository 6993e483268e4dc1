//! What is too large, too deep, too slow or too much is refused, and the service goes on.

use crate::client::{Server, answer, begin, evidence, folder, head};
use std::{
    io::{Read, Write},
    time::{Duration, Instant},
};

#[test]
fn a_body_beyond_its_limit_is_refused_before_it_is_read() {
    let server = Server::with_inventory("limits-large");
    let mut stream = server.connect();
    let json = ["Content-Type: application/json"];
    // Announced only: nothing of it is ever sent.
    stream
        .write_all(head("POST", "/v1/evidence", &json, 1 << 30).as_bytes())
        .unwrap();
    let refused = answer(&mut stream).unwrap();
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (413, "service.body.too_large")
    );

    // Not announced: chunk after chunk until the limit.
    let mut stream = server.connect();
    let chunked = [json[0], "Transfer-Encoding: chunked"];
    stream
        .write_all(head("POST", "/v1/evidence", &chunked, 0).as_bytes())
        .unwrap();
    let chunk = format!("1000\r\n{}\r\n", " ".repeat(0x1000));
    for _ in 0..17 {
        stream.write_all(chunk.as_bytes()).unwrap();
    }
    assert_eq!(answer(&mut stream).unwrap().status, 413);

    // A record of exactly the limit is read; one byte more is not.
    let record = evidence("a", "P-0004", "F1a", "met").to_string();
    let padded = |bytes: usize| format!("{record}{}", " ".repeat(bytes - record.len()));
    assert_eq!(
        server
            .ask("POST", "/v1/evidence", &json, &padded(65_536))
            .status,
        201
    );
    assert_eq!(
        server
            .ask("POST", "/v1/evidence", &json, &padded(65_537))
            .status,
        413
    );
}

#[test]
fn deep_nesting_is_refused() {
    let server = Server::start(&folder("limits-deep"), &["--nesting", "8"]);
    let deep = format!("{}{}", "[".repeat(9), "]".repeat(9));
    let refused = server.put("/v1/inventory", &[], &deep);
    assert_eq!(refused.code(), "service.body.findings");
    assert!(
        refused.json()["findings"][0]["rule"]
            .as_str()
            .unwrap()
            .contains("depth")
    );
    let bottomless = "[".repeat(1 << 20);
    assert_eq!(
        server.put("/v1/inventory", &[], &bottomless).code(),
        "service.body.findings"
    );
    assert_eq!(server.get("/health").status, 204);
}

#[test]
fn only_media_types_that_a_page_of_another_site_cannot_send_are_taken() {
    let server = Server::start(&folder("limits-media"), &[]);
    for media in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
    ] {
        let header = format!("Content-Type: {media}");
        let refused = server.ask("POST", "/v1/evidence", &[&header], "{}");
        assert_eq!(
            (refused.status, refused.code().as_str()),
            (415, "service.body.media_type")
        );
    }
    assert_eq!(server.ask("POST", "/v1/evidence", &[], "{}").status, 415);
}

#[test]
fn a_slow_request_ends_and_others_are_answered_meanwhile() {
    let server = Server::start(&folder("limits-slow"), &["--request-millis", "400"]);
    let start = Instant::now();
    let mut stream = server.connect();
    let json = ["Content-Type: application/json"];
    stream
        .write_all(head("PUT", "/v1/inventory", &json, 100).as_bytes())
        .unwrap();
    stream.write_all(b"{").unwrap();
    assert_eq!(server.get("/v1/evidence").status, 200);
    let slow = answer(&mut stream).unwrap();
    assert_eq!(
        (slow.status, slow.code().as_str()),
        (408, "service.timed_out")
    );
    assert!(start.elapsed() >= Duration::from_millis(400));
    // A head that never ends does not hold a connection for ever.
    let mut stream = server.connect();
    stream.write_all(b"GET /health HTTP/1.1\r\nX-").unwrap();
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
    assert!(start.elapsed() < Duration::from_secs(30));
}

#[test]
fn more_requests_than_allowed_are_told_to_come_back() {
    let server = Server::start(&folder("limits-busy"), &["--concurrency", "1"]);
    let mut stream = server.connect();
    begin(&mut stream, "PUT", "/v1/inventory", 2);
    let busy = server.get("/v1/evidence");
    assert_eq!((busy.status, busy.code().as_str()), (503, "service.busy"));
    assert_eq!(busy.headers["retry-after"], "1");
    assert_eq!(server.get("/health").status, 204);
    stream.write_all(b"{}").unwrap();
    assert_eq!(answer(&mut stream).unwrap().status, 422);
    assert_eq!(server.get("/v1/evidence").status, 200);
}

#[test]
fn what_is_no_request_of_ours_gets_a_problem() {
    let server = Server::start(&folder("limits-none"), &[]);
    for (method, path, status, code) in [
        ("GET", "/", 404, "service.no_such_path"),
        ("GET", "/v1/evidence/a/b", 404, "service.no_such_path"),
        ("DELETE", "/v1/inventory", 405, "service.method"),
        ("GET", "/v1/exemptions", 405, "service.method"),
        ("GET", "/v1/evidence/%FF", 404, "service.no_such_path"),
        ("GET", "/health?x=1", 400, "service.parameter.unknown"),
    ] {
        let refused = server.ask(method, path, &[], "");
        assert_eq!(
            (refused.status, refused.code().as_str()),
            (status, code),
            "{method} {path}"
        );
    }
    assert_eq!(server.ask("HEAD", "/health", &[], "").status, 204);
    let mut stream = server.connect();
    stream
        .write_all(b"\x16\x03\x01 this is no HTTP\r\n\r\n")
        .unwrap();
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
    assert_eq!(server.get("/health").status, 204);
}
