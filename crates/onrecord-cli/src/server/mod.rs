//! `onrecord serve`: pages over a library, on this machine only. No page asks for anything from elsewhere.

mod article;
mod brief;
mod chart;
mod guard;
mod library;
mod pages;
mod view;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, middleware, routing::get};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{net::TcpListener, sync::Semaphore};

pub use library::{Library, mentioning};

/// How long a client may take to send the head of a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// Connections at one time; more wait in the system's queue.
const CONNECTIONS: usize = 256;

/// The longest head of a request, in bytes.
const HEAD_BYTES: usize = 16 * 1024;

/// Serves until the process ends. `started` is told the address that was bound.
pub fn serve(address: SocketAddr, library: Library, started: impl FnOnce(SocketAddr)) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().max_blocking_threads(16).build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(address).await?;
        started(listener.local_addr()?);
        tokio::select! {
            ended = accept(listener, routes(Arc::new(library))) => ended,
            stopped = tokio::signal::ctrl_c() => stopped,
        }
    })
}

fn routes(library: Arc<Library>) -> Router {
    Router::new()
        .route("/", get(pages::documents))
        .route("/document/{id}", get(pages::document))
        .route("/search", get(pages::search))
        .route("/subject", get(pages::subject))
        .route("/speaker", get(pages::speaker))
        .route("/style.css", get(pages::style))
        .route("/script.js", get(pages::script))
        .route("/favicon.svg", get(pages::icon))
        .fallback(pages::missing)
        .layer(middleware::from_fn(guard::guard))
        .with_state(library)
}

async fn accept(listener: TcpListener, routes: Router) -> std::io::Result<()> {
    let slots = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(slot) = slots.clone().acquire_owned().await else { return Ok(()) };
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            // Out of file descriptors, or a client that hung up: wait a little, go on.
            Err(_) => {
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let service = TowerToHyperService::new(routes.clone());
        tokio::spawn(async move {
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD_TIMEOUT)
                .max_buf_size(HEAD_BYTES)
                .serve_connection(TokioIo::new(stream), service);
            // A connection that breaks off is the client's business.
            let _ = connection.await;
            drop(slot);
        });
    }
}
