//! Pages and feeds from the web: politely, within bounds, and never from inside this machine or its network.

mod guard;
mod robots;
mod snapshot;
mod watch;

use std::{
    collections::BTreeMap,
    io::{self, Read},
    net::SocketAddr,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use ureq::{
    Agent,
    http::{HeaderMap, Uri},
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{DefaultConnector, NextTimeout},
    },
};
use url::Url;

use self::{robots::Robots, snapshot::Snapshots};
use super::{DOCUMENT_BYTES, warc};
use crate::{Error, ErrorKind};

pub use watch::{Feeds, State};

/// How we name ourselves to servers.
const AGENT: &str = concat!("onrecord/", env!("CARGO_PKG_VERSION"), " (news archive of one reader; reads robots.txt)");

/// Redirects that are followed.
const REDIRECTS: usize = 5;

/// Time for one response with all of its body, and for its parts.
const TIME: Duration = Duration::from_secs(30);
const TIME_TO_CONNECT: Duration = Duration::from_secs(10);

/// The head of a response.
const HEAD_BYTES: usize = 64 << 10;

/// Between two requests to one host.
const PAUSE: Duration = Duration::from_secs(1);

/// The longest wait that a server may ask for and get; beyond it the page is given up.
const LONGEST_RETRY: Duration = Duration::from_secs(60);

/// Sites whose wishes are remembered.
const SITES: usize = 10_000;

/// What the user lets be fetched.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rules {
    /// Addresses inside this machine and its network too, at any port.
    pub allow_private: bool,
    /// Time for one response, where it is not thirty seconds.
    pub time: Option<Duration>,
}

/// Fetches pages and remembers what sites asked.
pub struct Fetcher {
    agent: Agent,
    rules: Rules,
    robots: BTreeMap<String, Robots>,
    /// When each host was asked last.
    asked: BTreeMap<String, Instant>,
    snapshots: Option<Snapshots>,
}

/// A response as it came.
#[derive(Debug)]
pub(super) struct Response {
    /// Where from, after all redirects.
    url: Url,
    status: u16,
    reason: &'static str,
    head: Vec<(String, String)>,
    /// Still compressed.
    body: Vec<u8>,
    /// Whether the body is longer than what was taken.
    cut: bool,
    /// RFC 3339.
    date: String,
}

/// A page that was fetched.
#[derive(Debug)]
pub(super) struct Page {
    /// Where from, after all redirects.
    pub url: String,
    /// Its media type, lower case.
    pub media: Option<String>,
    /// The character set the server declares.
    pub charset: Option<String>,
    /// Its bytes, decompressed.
    pub bytes: Vec<u8>,
    /// When, RFC 3339.
    pub date: String,
    /// What is wrong with it.
    pub note: Option<String>,
    /// What to ask with next time.
    pub known: Known,
}

/// What a server said of the version we have.
#[derive(Debug, Default, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) struct Known {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub modified: Option<String>,
}

impl Fetcher {
    /// Ready to fetch; with a path, what comes is kept there as a web archive.
    pub fn new(rules: Rules, snapshots: Option<&Path>) -> Result<Self, Error> {
        let time = rules.time.unwrap_or(TIME);
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .user_agent(AGENT)
            .accept("text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5")
            .accept_encoding("gzip")
            .max_response_header_size(HEAD_BYTES)
            .timeout_global(Some(time))
            .timeout_connect(Some(TIME_TO_CONNECT.min(time)))
            .timeout_resolve(Some(TIME_TO_CONNECT.min(time)))
            .build();
        let agent =
            Agent::with_parts(config, DefaultConnector::default(), Checked { allow_private: rules.allow_private });
        let snapshots = snapshots.map(Snapshots::open).transpose()?;
        Ok(Self { agent, rules, robots: BTreeMap::new(), asked: BTreeMap::new(), snapshots })
    }

    /// Fetches a page; nothing where it has not changed since `known`.
    pub(super) fn get(&mut self, address: &str, known: &Known) -> Result<Option<Page>, Error> {
        let mut next = address.to_owned();
        for _ in 0..=REDIRECTS {
            let url = self.checked(address, &next)?;
            self.allowed(address, &url)?;
            let response = self.once_more(&url, known).map_err(|why| refused(address, &why))?;
            if response.status == 304 {
                return Ok(None);
            }
            if let Some(to) = redirect(&response) {
                next = response.url.join(&to).map_or(to, String::from);
                continue;
            }
            return self.page(address, response).map(Some);
        }
        Err(refused(address, &format!("is redirected more than {REDIRECTS} times")))
    }

    fn checked(&self, address: &str, next: &str) -> Result<Url, Error> {
        guard::checked(next, self.rules.allow_private).map_err(|why| {
            let why = if next == address { why } else { format!("is redirected to {next}, which {why}") };
            let error = refused(address, &why);
            if self.rules.allow_private {
                error
            } else {
                error.with_hint("Addresses inside a network are fetched with --allow-private.")
            }
        })
    }

    /// Asks the site, once, whether robots are welcome there.
    fn allowed(&mut self, address: &str, url: &Url) -> Result<(), Error> {
        let site = url.origin().ascii_serialization();
        if !self.robots.contains_key(&site) {
            let robots = self.robots_of(url);
            if self.robots.len() >= SITES {
                self.robots.clear();
            }
            self.robots.insert(site.clone(), robots);
        }
        let path = &url[url::Position::BeforePath..url::Position::AfterQuery];
        if self.robots.get(&site).is_some_and(|robots| robots.allows(path)) {
            return Ok(());
        }
        Err(refused(address, &format!("may not be fetched by robots, says {site}/robots.txt"))
            .with_hint("Save the page in a browser and add the file."))
    }

    fn robots_of(&mut self, url: &Url) -> Robots {
        let Ok(mut next) = url.join("/robots.txt") else { return Robots::closed() };
        for _ in 0..=REDIRECTS {
            // A site that cannot be reached is told by the page itself; one that is broken is left alone.
            let Ok(response) = self.once(&next, &Known::default(), robots::BYTES) else { return Robots::default() };
            if let Some(to) = redirect(&response) {
                let to = next.join(&to).map_err(|error| error.to_string());
                match to.and_then(|to| guard::checked(to.as_str(), self.rules.allow_private)) {
                    Ok(to) => next = to,
                    Err(_) => return Robots::default(),
                }
                continue;
            }
            return match response.status {
                200..=299 => {
                    let codings = codings(&response);
                    Robots::parse(&String::from_utf8_lossy(&warc::body(response.body, &codings).0))
                }
                500..=599 | 429 => Robots::closed(),
                _ => Robots::default(),
            };
        }
        Robots::default()
    }

    /// Fetches with one more try where the server asks for a short wait.
    fn once_more(&mut self, url: &Url, known: &Known) -> Result<Response, String> {
        let response = self.once(url, known, DOCUMENT_BYTES)?;
        if !matches!(response.status, 429 | 503) {
            return Ok(response);
        }
        let Some(wait) = retry_after(&response) else { return Ok(response) };
        if wait > LONGEST_RETRY {
            return Err(format!(
                "was answered with status {} and asks to come back in {} seconds",
                response.status,
                wait.as_secs()
            ));
        }
        thread::sleep(wait);
        self.once(url, known, DOCUMENT_BYTES)
    }

    fn once(&mut self, url: &Url, known: &Known, limit: usize) -> Result<Response, String> {
        self.pause(url);
        let mut request = self.agent.get(url.as_str());
        if let Some(etag) = &known.etag {
            request = request.header("If-None-Match", etag);
        }
        if let Some(modified) = &known.modified {
            request = request.header("If-Modified-Since", modified);
        }
        let answer = request.call().map_err(|error| reason(&error))?;
        let (parts, mut body) = answer.into_parts();
        let mut bytes = Vec::new();
        let reader = body.with_config().limit(u64::MAX).reader();
        let read = reader.take(limit as u64 + 1).read_to_end(&mut bytes);
        let cut = bytes.len() > limit;
        bytes.truncate(limit);
        if let Err(error) = read
            && (bytes.is_empty() || timed_out(&error))
        {
            return Err(format!("broke off: {}", told(&error)));
        }
        Ok(Response {
            url: url.clone(),
            status: parts.status.as_u16(),
            reason: parts.status.canonical_reason().unwrap_or_default(),
            head: head(&parts.headers),
            body: bytes,
            cut,
            date: now(),
        })
    }

    /// Waits so that no host is asked too often.
    fn pause(&mut self, url: &Url) {
        let host = url.host_str().unwrap_or_default().to_owned();
        let wait = self.robots.get(&url.origin().ascii_serialization()).and_then(|robots| robots.wait).unwrap_or(PAUSE);
        // A server of one's own needs no pause.
        if !self.rules.allow_private
            && let Some(asked) = self.asked.get(&host)
        {
            thread::sleep(wait.saturating_sub(asked.elapsed()));
        }
        if self.asked.len() >= SITES {
            self.asked.clear();
        }
        self.asked.insert(host, Instant::now());
    }

    /// What a response holds, kept and decompressed.
    fn page(&mut self, address: &str, response: Response) -> Result<Page, Error> {
        if !(200..300).contains(&response.status) {
            let reason = if response.reason.is_empty() { String::new() } else { format!(" ({})", response.reason) };
            return Err(refused(address, &format!("was answered with status {}{reason}", response.status)));
        }
        if response.cut {
            return Err(refused(address, &format!("is larger than {}", super::megabytes(DOCUMENT_BYTES))));
        }
        if let Some(snapshots) = &mut self.snapshots {
            snapshots.keep(&response)?;
        }
        let known = Known { etag: field(&response, "etag"), modified: field(&response, "last-modified") };
        let (media, charset) = field(&response, "content-type").map_or((None, None), |it| warc::media_type(&it));
        let codings = codings(&response);
        let (bytes, note) = warc::body(response.body, &codings);
        if bytes.len() > DOCUMENT_BYTES {
            return Err(refused(
                address,
                &format!("is larger than {} when decompressed", super::megabytes(DOCUMENT_BYTES)),
            ));
        }
        Ok(Page { url: response.url.into(), media, charset, bytes, date: response.date, note, known })
    }
}

/// Resolves names, and hands over public addresses alone.
#[derive(Debug)]
struct Checked {
    allow_private: bool,
}

impl Resolver for Checked {
    fn resolve(
        &self,
        uri: &Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        if self.allow_private {
            return Ok(found);
        }
        // One address inside is enough: a name that has both is a trap.
        let inside =
            found.iter().find_map(|address: &SocketAddr| guard::inside(address.ip()).map(|what| (address.ip(), what)));
        match inside {
            Some((address, what)) => {
                let host = uri.host().unwrap_or_default();
                Err(ureq::Error::Io(io::Error::other(format!("is refused: {host} is {what} ({address})"))))
            }
            None => Ok(found),
        }
    }
}

fn refused(address: &str, why: &str) -> Error {
    let shown: String = address.chars().take(200).collect();
    Error::new(ErrorKind::Refused, format!("{shown} {why}"))
}

/// Why there is no response, in words.
fn reason(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Timeout(_) => "took too long to answer".into(),
        ureq::Error::HostNotFound => "names a host that is not found".into(),
        ureq::Error::Io(error) if error.to_string().starts_with("is refused") => error.to_string(),
        ureq::Error::Io(error) if timed_out(error) => "took too long to answer".into(),
        ureq::Error::Io(error) => format!("cannot be fetched: {}", told(error)),
        other => format!("cannot be fetched: {other}"),
    }
}

fn timed_out(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock) || error.to_string().contains("timeout")
}

fn told(error: &io::Error) -> String {
    error.to_string().split(" (os error").next().unwrap_or_default().to_lowercase()
}

fn head(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &[u8]| String::from_utf8_lossy(value).replace(['\r', '\n'], " ");
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value.as_bytes()))).collect()
}

fn field(response: &Response, name: &str) -> Option<String> {
    response.head.iter().find(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, value)| value.clone())
}

fn codings(response: &Response) -> warc::Codings {
    let content = field(response, "content-encoding").unwrap_or_default().to_ascii_lowercase();
    let content = content.split(',').map(|it| it.trim().to_owned()).filter(|it| !it.is_empty() && it != "identity");
    warc::Codings { chunked: false, content: content.take(4).collect() }
}

/// Where a response sends to.
fn redirect(response: &Response) -> Option<String> {
    matches!(response.status, 301 | 302 | 303 | 307 | 308).then(|| field(response, "location"))?
}

/// How long a server asks to wait: seconds, or until a date.
fn retry_after(response: &Response) -> Option<Duration> {
    let stated = field(response, "retry-after")?;
    if let Ok(seconds) = stated.trim().parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let until = jiff::fmt::rfc2822::parse(stated.trim()).ok()?.timestamp();
    let seconds = until.as_second() - jiff::Timestamp::now().as_second();
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
}

/// The time, RFC 3339, to the second.
fn now() -> String {
    jiff::Timestamp::now().round(jiff::Unit::Second).unwrap_or_else(|_| jiff::Timestamp::now()).to_string()
}

/// Whether a name is an address of the web.
pub(super) fn is_address(name: &str) -> bool {
    let begins = |scheme: &str| name.get(..scheme.len()).is_some_and(|it| it.eq_ignore_ascii_case(scheme));
    begins("http://") || begins("https://")
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn a_name_that_resolves_inside_is_never_connected_to() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let mut fetcher = Fetcher::new(Rules::default(), None).unwrap();
        // Past the check of the address itself, as a name is that resolves to such a place.
        for host in ["127.0.0.1", "localhost", "[::1]", "0.0.0.0"] {
            let url = Url::parse(&format!("http://{host}:{port}/")).unwrap();
            let why = fetcher.once(&url, &Known::default(), 100).unwrap_err();
            assert!(why.contains("is refused") || why.contains("not found"), "{host}: {why}");
        }
        assert!(listener.accept().is_err(), "something was connected to");
    }

    #[test]
    fn a_redirect_is_checked_like_an_address() {
        let fetcher = Fetcher::new(Rules::default(), None).unwrap();
        for (to, reason) in [
            ("http://169.254.169.254/", "metadata"),
            ("file:///etc/passwd", "scheme file"),
            ("http://localhost/", "localhost"),
        ] {
            let error = fetcher.checked("https://post.example/", to).unwrap_err().to_string();
            assert!(error.starts_with("https://post.example/ is redirected to") && error.contains(reason), "{error}");
        }
    }
}
