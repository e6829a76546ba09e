//! One polite request: conditional, bounded in time, size and redirects.

use std::borrow::Cow;
use std::io;
use std::io::Read;
use std::time::Duration;

use ureq::http::{HeaderMap, Response, StatusCode, header};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
use url::Url;

use super::address::{self, AddressError, PublicOnly, Trust};
use crate::feed;

/// What a request may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Time to connect.
    pub connect: Duration,
    /// Time for everything, the body included.
    pub whole: Duration,
    /// Bytes of body, counted after decompression.
    pub size: u64,
    /// Redirects followed.
    pub redirects: usize,
}

impl Limits {
    /// The usual limits, with `whole` for one answer.
    pub fn within(whole: Duration) -> Self {
        let usual = Self::default();
        Self { connect: usual.connect.min(whole), whole, ..usual }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), whole: Duration::from_secs(60), size: 20 << 20, redirects: 5 }
    }
}

/// Why nothing came.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The address is not asked, or a redirect led to one that is not.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// More redirects than [`Limits::redirects`], or a loop of them.
    #[error("redirected too often")]
    Redirects,
    /// The body is larger than [`Limits::size`].
    #[error("larger than {} MB", .0 >> 20)]
    TooLarge(u64),
    /// The server answered with an error.
    #[error("the server answered {0}")]
    Status(u16),
    /// The server could not be reached, or broke off.
    #[error("{0}")]
    Transport(String),
}

/// A page that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The body, decompressed.
    pub bytes: Vec<u8>,
    /// Where it was found in the end.
    pub url: Url,
    /// The new address for good, when every hop on the way said so.
    pub moved: Option<Url>,
    /// The validator to send next time.
    pub etag: Option<String>,
    /// The date to send next time.
    pub last_modified: Option<String>,
    /// What the server says that it is, as in `text/html; charset=utf-8`.
    pub content_type: Option<String>,
}

impl Page {
    /// The body as text of whatever the server says it is written in, where the body itself does not say it.
    pub fn text(&self) -> Cow<'_, [u8]> {
        let parameters = self.content_type.as_deref().unwrap_or_default().split(';').skip(1);
        let charset = parameters.filter_map(|parameter| parameter.split_once('=')).find_map(|(name, value)| {
            name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']))
        });
        charset.map_or(Cow::Borrowed(&self.bytes), |charset| feed::recoded(&self.bytes, charset))
    }
}

/// What a server answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Here it is.
    Page(Box<Page>),
    /// Nothing new since the validators were given.
    Unchanged,
    /// Gone for good: do not ask again.
    Gone,
    /// Ask again later; after so long, if the server says.
    Later(Option<Duration>),
}

/// Validators of an earlier answer.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Validators<'a> {
    pub etag: Option<&'a str>,
    pub last_modified: Option<&'a str>,
}

/// Asks servers; keeps no cookies, honours the proxy variables.
#[derive(Debug, Clone)]
pub struct Client {
    public: Agent,
    private: Agent,
    limits: Limits,
}

impl Client {
    /// A client that stays within `limits`.
    pub fn new(limits: Limits) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(limits.connect))
            .timeout_global(Some(limits.whole))
            .user_agent(concat!("dateline/", env!("CARGO_PKG_VERSION")))
            .accept("application/atom+xml, application/rss+xml, application/feed+json, text/html;q=0.9, */*;q=0.5")
            .build();
        // Through a proxy it is the proxy's own name that is resolved here, and it may well be private.
        let public = if config.proxy().is_some() {
            Agent::new_with_config(config.clone())
        } else {
            Agent::with_parts(config.clone(), DefaultConnector::default(), PublicOnly::default())
        };
        Self { public, private: Agent::new_with_config(config), limits }
    }

    /// Asks for `address`.
    ///
    /// # Errors
    /// When the address may not be asked, the server cannot be reached or answers with an error, or a limit is passed.
    pub fn get(&self, address: &str, trust: Trust) -> Result<Answer, FetchError> {
        self.get_if_changed(address, trust, Validators::default())
    }

    pub(super) fn get_if_changed(
        &self,
        address: &str,
        trust: Trust,
        validators: Validators,
    ) -> Result<Answer, FetchError> {
        let first = address::read(address)?;
        // The reader vouches for the host that was typed, not for where it points.
        let typed = (trust == Trust::Typed).then(|| first.host_str().unwrap_or_default().to_owned());
        let (mut url, mut moved) = (first, true);
        for hop in 0..=self.limits.redirects {
            let mut response = self.ask(&url, typed.as_deref(), validators)?;
            if let Some(next) = redirect(&url, &response)? {
                // Once asked safely, a feed is not followed into the open for good.
                moved &= matches!(response.status(), StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT)
                    && !(url.scheme() == "https" && next.scheme() == "http");
                url = next;
                continue;
            }
            return self.answer(&mut response, url, moved && hop > 0);
        }
        Err(FetchError::Redirects)
    }

    fn ask(&self, url: &Url, typed: Option<&str>, validators: Validators) -> Result<Response<Body>, FetchError> {
        let vouched = typed.is_some() && url.host_str() == typed;
        if !vouched && address::is_private_literal(url) {
            return Err(AddressError::Private(url.host_str().unwrap_or_default().to_owned()).into());
        }
        let agent = if vouched { &self.private } else { &self.public };
        let mut request = agent.get(url.as_str());
        if let Some(etag) = validators.etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(date) = validators.last_modified {
            request = request.header(header::IF_MODIFIED_SINCE, date);
        }
        request.call().map_err(plainly)
    }

    fn answer(&self, response: &mut Response<Body>, url: Url, moved: bool) -> Result<Answer, FetchError> {
        match response.status() {
            status if status.is_success() => {}
            StatusCode::NOT_MODIFIED => return Ok(Answer::Unchanged),
            StatusCode::GONE => return Ok(Answer::Gone),
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                return Ok(Answer::Later(retry_after(response.headers())));
            }
            status => return Err(FetchError::Status(status.as_u16())),
        }
        let word = |name| response.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
        let (etag, last_modified) = (word(header::ETAG), word(header::LAST_MODIFIED));
        let content_type = word(header::CONTENT_TYPE);
        let bytes = self.body(response)?;
        let moved = moved.then(|| url.clone());
        Ok(Answer::Page(Box::new(Page { bytes, url, moved, etag, last_modified, content_type })))
    }

    fn body(&self, response: &mut Response<Body>) -> Result<Vec<u8>, FetchError> {
        let mut bytes = Vec::new();
        // The reader decompresses; counting what comes out of it is what stops a bomb.
        let mut reader = response.body_mut().as_reader().take(self.limits.size + 1);
        reader.read_to_end(&mut bytes).map_err(|error| plainly(error.into()))?;
        if bytes.len() as u64 > self.limits.size {
            return Err(FetchError::TooLarge(self.limits.size));
        }
        Ok(bytes)
    }
}

fn redirect(from: &Url, response: &Response<Body>) -> Result<Option<Url>, FetchError> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let location = response.headers().get(header::LOCATION).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let next = from.join(location).map_err(|_| AddressError::Unreadable(location.to_owned()))?;
    Ok(Some(address::check(address::without_login(next))?))
}

/// The waiting time that `Retry-After` asks for in seconds or as a date (RFC 9110 §10.2.3), at most a week.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    let seconds = match value.parse::<u64>() {
        Ok(seconds) => seconds,
        Err(_) => {
            let then = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
            then.duration_since(jiff::Timestamp::now()).as_secs().max(0) as u64
        }
    };
    Some(Duration::from_secs(seconds.min(7 * 24 * 3600)))
}

fn plainly(error: ureq::Error) -> FetchError {
    FetchError::Transport(match error {
        ureq::Error::HostNotFound => "no such host, or one in a private network".to_owned(),
        ureq::Error::Timeout(_) => "took too long to answer".to_owned(),
        ureq::Error::ConnectionFailed => "the server cannot be reached".to_owned(),
        ureq::Error::Io(error) => broken(error.kind()).map_or_else(|| error.to_string(), str::to_owned),
        ureq::Error::Rustls(error) => format!("no secure connection: {error}"),
        ureq::Error::Protocol(error) => format!("the server does not answer as a web server does: {error}"),
        other => other.to_string(),
    })
}

/// What a fault of the line means, for who has never seen its name.
fn broken(kind: io::ErrorKind) -> Option<&'static str> {
    Some(match kind {
        io::ErrorKind::ConnectionRefused => "the server refuses connections",
        // What is read of a connection that is not secure makes no sense as one.
        io::ErrorKind::InvalidData => "no secure connection; is it an address with http:// before it?",
        io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe
        | io::ErrorKind::UnexpectedEof => "the server broke off in the middle",
        io::ErrorKind::NetworkUnreachable | io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkDown => {
            "the server cannot be reached; is this machine connected?"
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(retry: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::RETRY_AFTER, retry.parse().unwrap())])
    }

    #[test]
    fn retry_after_is_read_in_seconds_and_as_a_date() {
        assert_eq!(retry_after(&headers("120")), Some(Duration::from_secs(120)));
        assert_eq!(retry_after(&headers("Wed, 21 Oct 2015 07:28:00 GMT")), Some(Duration::ZERO));
        assert_eq!(retry_after(&headers("99999999999")), Some(Duration::from_secs(7 * 24 * 3600)));
        assert_eq!(retry_after(&headers("soon")), None);
    }

    #[test]
    fn what_is_not_the_web_is_refused_before_anything_is_sent() {
        let client = Client::new(Limits::default());
        for address in ["file:///etc/passwd", "ftp://example.org/x"] {
            assert!(matches!(client.get(address, Trust::Typed), Err(FetchError::Address(AddressError::Scheme(_)))));
        }
        assert!(matches!(
            client.get("http://127.0.0.1:9/", Trust::Found),
            Err(FetchError::Address(AddressError::Private(_)))
        ));
    }
}
