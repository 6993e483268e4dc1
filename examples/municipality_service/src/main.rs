//! The service as a program: reads its options, opens its file, answers until it is told to stop.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program talks to the person who started it"
)]

use clap::Parser;
use municipality_service::{Service, Settings, serve};
use std::{process::ExitCode, sync::Arc};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

fn main() -> ExitCode {
    match run(Settings::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(settings: Settings) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(settings.listen).await?;
        let address = listener.local_addr()?;
        if !address.ip().is_loopback() {
            eprintln!(
                "warning: {address} can be reached from other machines, and the service asks nobody who they are"
            );
        }
        let service = Arc::new(Service::open(settings)?);
        // Whoever started the program waits for this line.
        println!("listening on http://{address}");
        let (mut terminate, mut interrupt) = (
            signal(SignalKind::terminate())?,
            signal(SignalKind::interrupt())?,
        );
        let stop = async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        };
        let all_finished = serve(Arc::clone(&service), listener, stop).await;
        service.close()?;
        if !all_finished {
            anyhow::bail!("some requests were still running when the time to stop was over");
        }
        println!("stopped");
        Ok(())
    })
}
