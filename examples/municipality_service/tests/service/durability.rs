//! `kill -9` in the middle of writes: everything acknowledged is there, nothing is there in part.

use crate::client::{Server, ask, evidence, folder};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tosei_inventory::{Inventory, sample};

/// How often the program is killed.
const KILLS: usize = 6;
/// How many send records at the same time.
const WRITERS: usize = 4;

/// Law: after any number of kills, every record whose receipt arrived is there as it was sent; every
/// record that is there was sent and is whole; and a record that was sent without a receipt can be
/// sent again.
#[test]
fn what_was_acknowledged_survives_a_kill() {
    let folder = folder("durability-records");
    let mut server = Server::start(&folder, &[]);
    let first = server.put("/v1/inventory", &[], sample::mihon_inventory_json());
    assert_eq!(first.status, 201);
    // What was sent, and whether its receipt arrived.
    let sent: Mutex<BTreeMap<String, (Value, bool)>> = Mutex::new(BTreeMap::new());
    for round in 0..KILLS {
        let address = server.address.clone();
        let receipts = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for writer in 0..WRITERS {
                let (address, sent, receipts) = (&address, &sent, &receipts);
                scope.spawn(move || {
                    for number in 0.. {
                        let id = format!("r{round}-w{writer}-{number}");
                        let record = evidence(&id, "P-0004", "F1a", "met");
                        sent.lock()
                            .unwrap()
                            .insert(id.clone(), (record.clone(), false));
                        let json = ["Content-Type: application/json"];
                        let body = record.to_string();
                        match ask(address, "POST", "/v1/evidence", &json, &body) {
                            Ok(answer) => assert_eq!(answer.status, 201),
                            // The program is gone.
                            Err(_) => break,
                        }
                        sent.lock().unwrap().get_mut(&id).unwrap().1 = true;
                        receipts.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
            let enough = wait_for(&receipts, 3);
            // Another moment each time.
            let moment = u64::try_from(round).unwrap() * 37 % 200;
            std::thread::sleep(Duration::from_millis(moment));
            server.kill();
            assert!(enough, "no receipts arrive");
        });
        server = Server::start(&folder, &[]);
        let there = everything(&server);
        let sent = sent.lock().unwrap();
        for (id, (record, acknowledged)) in sent.iter() {
            match there.get(id) {
                Some(found) => assert_eq!(found, record),
                None => assert!(!acknowledged, "{id} was acknowledged and is lost"),
            }
        }
        for id in there.keys() {
            assert!(sent.contains_key(id), "{id} was never sent");
        }
    }
    let sent = sent.into_inner().unwrap();
    let acknowledged = sent
        .values()
        .filter(|(_, acknowledged)| *acknowledged)
        .count();
    println!(
        "{KILLS} kills, {acknowledged} of {} records acknowledged",
        sent.len()
    );
    assert!(
        acknowledged >= KILLS,
        "too few to say anything: {acknowledged}"
    );
    for (record, acknowledged) in sent.values().filter(|(_, acknowledged)| !*acknowledged) {
        let again = server.post("/v1/evidence", record);
        assert!(matches!(again.status, 200 | 201), "{record} {acknowledged}");
    }
    assert_eq!(everything(&server).len(), sent.len());
    server.kill();
}

/// All records, by id; each id once.
fn everything(server: &Server) -> BTreeMap<String, Value> {
    let (mut all, mut after) = (BTreeMap::new(), 0);
    loop {
        let page = server.read(
            &format!("/v1/evidence?limit=500&after={after}"),
            "RecordPage",
        );
        for record in page["records"].as_array().unwrap() {
            let id = record["id"].as_str().unwrap().to_owned();
            assert!(all.insert(id, record.clone()).is_none());
        }
        match page["next"].as_i64() {
            Some(next) => after = next,
            None => return all,
        }
    }
}

/// Law: an inventory that is being replaced when the program is killed is the last that was
/// acknowledged or the one that was being sent, whole.
#[test]
fn an_inventory_is_the_old_or_the_new_one() {
    let folder = folder("durability-inventory");
    let documents = [
        sample::mihon_inventory_json(),
        sample::mihon_inventory_2025_03_json(),
        sample::mihon_inventory_2024_03_json(),
    ];
    let inventories = documents.map(|document| Inventory::from_json(document).unwrap());
    // Positions in `documents`.
    let (mut last, mut receipts, mut at) = (None, 0, 0);
    for round in 0u64..4 {
        let mut server = Server::start(&folder, &[]);
        let address = server.address.clone();
        let mut in_flight = None;
        let of_round = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            let (last, receipts, at) = (&mut last, &mut receipts, &mut at);
            let (in_flight, documents, address) = (&mut in_flight, &documents, &address);
            let seen = &of_round;
            scope.spawn(move || {
                while let Ok(now) = ask(address, "GET", "/v1/inventory", &[], "") {
                    let header = now
                        .headers
                        .get("etag")
                        .map(|tag| format!("If-Match: {tag}"));
                    let mut headers = vec!["Content-Type: application/json"];
                    headers.extend(header.as_deref());
                    *in_flight = Some(*at);
                    let sent = ask(address, "PUT", "/v1/inventory", &headers, documents[*at]);
                    let Ok(receipt) = sent else {
                        break;
                    };
                    assert!(matches!(receipt.status, 200 | 201), "{}", receipt.status);
                    (*last, *in_flight) = (Some(*at), None);
                    *receipts += 1;
                    seen.fetch_add(1, Ordering::SeqCst);
                    *at = (*at + 1) % documents.len();
                }
            });
            let enough = wait_for(&of_round, 1);
            std::thread::sleep(Duration::from_millis(round * 273));
            server.kill();
            assert!(enough, "no receipts arrive");
        });
        let again = Server::start(&folder, &[]);
        let now = again.get("/v1/inventory");
        if now.status == 409 {
            assert_eq!(last, None, "an acknowledged inventory is lost");
            continue;
        }
        let text = String::from_utf8(now.body).unwrap();
        let now = Inventory::from_json(&text).unwrap();
        let known = inventories.iter().position(|inventory| *inventory == now);
        assert!(known.is_some(), "an inventory that nobody sent");
        assert!(
            known == last || known == in_flight,
            "{known:?} {last:?} {in_flight:?}"
        );
        last = known;
    }
    println!("4 kills, {receipts} inventories acknowledged");
    assert!(receipts >= 4);
}

/// Waits until so many receipts have arrived; `false` on a machine that is too slow for that.
fn wait_for(receipts: &AtomicUsize, count: usize) -> bool {
    let deadline = Instant::now() + Duration::from_secs(120);
    while receipts.load(Ordering::SeqCst) < count && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(1));
    }
    receipts.load(Ordering::SeqCst) >= count
}
