//! How the service is started.

use clap::Parser;
use std::{net::SocketAddr, path::PathBuf};
use tosei_document::Limits;

/// 設定 (settings): where the data lies, who can reach the service, and how much it takes.
#[derive(Debug, Clone, Parser)]
#[command(
    name = "municipality_service",
    about = "行政手続の棚卸・根拠・レビューを受け取り、品質の判定を理由とともに返す小さなWebサービス / A small web service: inventory, evidence and reviews in, assessments with reasons out"
)]
pub struct Settings {
    /// The file of the database; it is made if it is not there.
    #[arg(long, value_name = "FILE", default_value = "municipality.sqlite")]
    pub database: PathBuf,
    /// Where to listen. Port 0 takes a free one. Nobody is asked who they are, so anything but the
    /// machine itself belongs behind a reverse proxy that asks.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The largest inventory, in bytes.
    #[arg(long, value_name = "BYTES", default_value_t = 64 << 20)]
    pub inventory_bytes: u64,
    /// The largest record (evidence, exemption, review), in bytes.
    #[arg(long, value_name = "BYTES", default_value_t = 64 << 10)]
    pub record_bytes: u64,
    /// The deepest nesting of brackets in JSON.
    #[arg(long, value_name = "DEPTH", default_value_t = 64)]
    pub nesting: u32,
    /// How long a request may take from its first line to the end of the answer, in milliseconds.
    #[arg(long, value_name = "MS", default_value_t = 30_000)]
    pub request_millis: u64,
    /// How many requests are worked on at once; more are told to come back.
    #[arg(long, value_name = "NUMBER", default_value_t = 32)]
    pub concurrency: usize,
    /// How many connections are open at once; more wait.
    #[arg(long, value_name = "NUMBER", default_value_t = 256)]
    pub connections: usize,
    /// How long running requests may go on after the signal to stop, in milliseconds.
    #[arg(long, value_name = "MS", default_value_t = 10_000)]
    pub stop_millis: u64,
}

impl Settings {
    /// The largest page, in items.
    pub const LARGEST_PAGE: usize = 500;
    /// A page, if nobody says otherwise.
    pub const ORDINARY_PAGE: usize = 50;

    /// The limits of a reader of inputs up to so many bytes.
    #[must_use]
    pub fn limits(&self, bytes: u64) -> Limits {
        Limits {
            bytes,
            depth: self.nesting,
            ..Limits::default()
        }
    }
}
