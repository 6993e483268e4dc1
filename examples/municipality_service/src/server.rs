//! Connections: taken until the signal to stop, then finished.

use crate::{router::router, service::Service};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use std::{sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::Semaphore};

/// How long to wait when the system has no more connections to give.
const PAUSE: Duration = Duration::from_millis(50);
/// The largest head of a request.
const HEAD_BYTES: usize = 64 << 10;

/// Answers requests until `stop` is ready, then finishes those that run.
///
/// After the signal no connection is taken any more, and an idle one is closed. What runs has
/// [`stop_millis`](crate::Settings::stop_millis) to finish; the answer says whether all did.
pub async fn serve(
    service: Arc<Service>,
    listener: TcpListener,
    stop: impl Future<Output = ()>,
) -> bool {
    let router = router(Arc::clone(&service));
    let running = GracefulShutdown::new();
    let connections = Arc::new(Semaphore::new(service.settings.connections));
    let head = Duration::from_millis(service.settings.request_millis);
    tokio::pin!(stop);
    loop {
        let permit = tokio::select! {
            () = &mut stop => break,
            permit = Arc::clone(&connections).acquire_owned() => permit,
        };
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(head)
            .max_buf_size(HEAD_BYTES)
            .serve_connection(
                TokioIo::new(stream),
                TowerToHyperService::new(router.clone()),
            );
        let connection = running.watch(connection);
        tokio::spawn(async move {
            // A connection that breaks concerns nobody but its two ends.
            let _ = connection.await;
            drop(permit);
        });
    }
    drop(listener);
    service.say_stopping();
    let last = Duration::from_millis(service.settings.stop_millis);
    tokio::time::timeout(last, running.shutdown()).await.is_ok()
}
