//! The server of one edition, on loopback.

use super::Shared;
use crate::address;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode, Uri, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream::{self, Stream};
use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use tokio::net::TcpListener;

/// Where pages listen for changes; below a name that no edition uses.
const EVENTS: &str = "/_sunshine/events";

/// Reloads a page when its site is rebuilt. The number tells a page that was opened before the rebuild.
const RELOAD: &str = "<script>(function(){var v=null;new EventSource('/_sunshine/events').onmessage=function(e){\
                      if(v!==null&&v!==e.data)location.reload();v=e.data}})()</script>";

/// The server of one edition.
pub(super) struct Server {
    listener: TcpListener,
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl Server {
    /// Binds a loopback port; 0 takes any.
    pub(super) async fn bind(port: u16, shared: Arc<Shared>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address, shared })
    }

    /// Where it listens.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until the process ends.
    pub(super) async fn run(self) {
        let router = Router::new().route(EVENTS, get(events)).fallback(page).with_state(self.shared);
        // The listener only fails with the process.
        let _ = axum::serve(self.listener, router).await;
    }
}

/// One message with the site's version at once, and one after each rebuild.
async fn events(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, StatusCode> {
    if !is_own(&headers) {
        return Err(StatusCode::FORBIDDEN);
    }
    let receiver = shared.version.subscribe();
    let messages = stream::unfold((receiver, true), |(mut receiver, first)| async move {
        if !first && receiver.changed().await.is_err() {
            return None;
        }
        let version = *receiver.borrow_and_update();
        Some((Ok(Event::default().data(version.to_string())), (receiver, false)))
    });
    Ok(Sse::new(messages).keep_alive(KeepAlive::default()))
}

async fn page(State(shared): State<Arc<Shared>>, uri: Uri, headers: HeaderMap) -> Response {
    if !is_own(&headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let path = address::decode(uri.path().trim_start_matches('/'));
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
    let (found, findings) = {
        let shown = shared.shown.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let found = shown.site.get(&path).map(|bytes| (StatusCode::OK, Arc::clone(bytes), path.clone()));
        let other = || {
            shown.site.get("404.html").map(|bytes| (StatusCode::NOT_FOUND, Arc::clone(bytes), "404.html".to_owned()))
        };
        (found.or_else(other), shown.findings.clone())
    };
    let (status, bytes, path) =
        found.unwrap_or((StatusCode::NOT_FOUND, Arc::from(EMPTY.as_bytes()), "404.html".to_owned()));
    let kind = media_type(&path);
    let bytes: Bytes =
        if path.ends_with(".html") { with_reload(&bytes, findings.as_deref()) } else { bytes.to_vec().into() };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin".to_owned()),
    ];
    (status, headers, bytes).into_response()
}

/// What stands while there has never been a good build.
const EMPTY: &str =
    "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>sunshine</title><body></body></html>";

/// Whether a request comes from a page of this very preview, or opens one: another site's page must not read internal
/// items, neither through a name that it has pointed here nor by loading the scripts of the search (Fetch Metadata).
fn is_own(headers: &HeaderMap) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let host = said("host");
    let local = matches!(host.rsplit_once(':').map_or(host, |(name, _)| name), "localhost" | "127.0.0.1");
    let opened = said("sec-fetch-mode") == "navigate" && said("sec-fetch-dest") == "document";
    local && (opened || !matches!(said("sec-fetch-site"), "cross-site" | "same-site"))
}

/// A page with the listener for changes, and the findings, at its end.
fn with_reload(page: &[u8], findings: Option<&str>) -> Bytes {
    let text = String::from_utf8_lossy(page);
    let at = text.rfind("</body>").unwrap_or(text.len());
    format!("{}{}{RELOAD}{}", &text[..at], findings.unwrap_or_default(), &text[at..]).into()
}

fn media_type(path: &str) -> String {
    let end = path.rsplit_once('.').map_or("", |(_, end)| end);
    let known = address::MEDIA.iter().find(|(_, ends)| ends.contains(&end));
    let media = known.map_or("application/octet-stream", |(media, _)| media);
    if address::is_text(media) { format!("{media}; charset=utf-8") } else { media.to_owned() }
}
