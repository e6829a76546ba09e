//! Which addresses may be asked: http and https, and no private one that the reader did not type.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use url::{Host, Url};

/// Why an address is not asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It is no address.
    #[error("{0} is not an address")]
    Unreadable(String),
    /// It is neither http nor https.
    #[error("{0}: addresses are not followed")]
    Scheme(String),
    /// It lies in the reader's own network.
    #[error("{0} is a private address that you did not type")]
    Private(String),
}

/// Where an address comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// The reader typed it: a private host is what they meant.
    Typed,
    /// A feed or a page named it.
    Found,
}

/// Reads `address`, which must be http or https; one without a scheme is taken as https.
pub(super) fn read(address: &str) -> Result<Url, AddressError> {
    let address = address.trim();
    let url = match Url::parse(address) {
        Err(url::ParseError::RelativeUrlWithoutBase) => Url::parse(&format!("https://{address}")),
        // "example.org:8080/feed" parses as the scheme "example.org".
        Ok(url) if url.host().is_none() && (url.scheme().contains('.') || url.scheme() == "localhost") => {
            Url::parse(&format!("https://{address}"))
        }
        parsed => parsed,
    };
    check(url.map_err(|_| AddressError::Unreadable(address.to_owned()))?)
}

/// `url` without name and password: a server gives none on the reader's behalf.
pub(super) fn without_login(mut url: Url) -> Url {
    // Both fail only where an address has no host, and so no login.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url
}

/// Holds `url` to http and https.
pub(super) fn check(url: Url) -> Result<Url, AddressError> {
    match url.scheme() {
        "http" | "https" if url.host().is_some() => Ok(url),
        scheme => Err(AddressError::Scheme(scheme.to_owned())),
    }
}

/// Whether the host of `url` is written as a private address; a name is held to it when it is resolved.
pub(super) fn is_private_literal(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => is_private(IpAddr::V4(ip)),
        Some(Host::Ipv6(ip)) => is_private(IpAddr::V6(ip)),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost"
                || name.ends_with(".localhost")
                || name.ends_with(".local")
                || name.ends_with(".internal")
        }
        None => true,
    }
}

/// Whether `ip` is not part of the public internet (IANA's special-purpose address registries, RFC 6890).
pub(super) fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_private_v4(ip),
        IpAddr::V6(ip) => is_private_v6(ip),
    }
}

fn is_private_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_broadcast()
        || ip.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (b == 18 || b == 19))
}

fn is_private_v6(ip: Ipv6Addr) -> bool {
    if let Some(v4) = ip.to_ipv4_mapped() {
        return is_private_v4(v4);
    }
    let [first, second, third, ..] = ip.segments();
    // 64:ff9b::/96 and 2002::/16 carry an IPv4 address inside.
    let inner = match (first, second) {
        (0x64, 0xff9b) => Some([ip.segments()[6], ip.segments()[7]]),
        (0x2002, _) => Some([ip.segments()[1], ip.segments()[2]]),
        _ => None,
    };
    if let Some([high, low]) = inner {
        let bits = u32::from(high) << 16 | u32::from(low);
        return is_private_v4(Ipv4Addr::from(bits));
    }
    ip.is_loopback()
        || ip.is_unspecified()
        || ip.is_multicast()
        || ip.is_unique_local()
        || ip.is_unicast_link_local()
        || (first == 0x2001 && second == 0xdb8)
        // Retired and local ranges: site-local, Teredo, the local translation prefix, discard-only.
        || (first & 0xffc0) == 0xfec0
        || (first == 0x2001 && second == 0)
        || (first == 0x64 && second == 0xff9b && third == 1)
        || first == 0x100
        || ip.to_ipv4().is_some()
}

/// Resolves names, and drops private answers: a public name that points into the reader's network is not followed.
#[derive(Debug, Default)]
pub(super) struct PublicOnly(DefaultResolver);

impl Resolver for PublicOnly {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let all = self.0.resolve(uri, config, timeout)?;
        let mut public = self.empty();
        public_of(&all).for_each(|address| public.push(address));
        if public.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(public) }
    }
}

/// Those of the addresses of a name that are public. The connection is made to these, not to what a second question
/// would be answered.
fn public_of(all: &[SocketAddr]) -> impl Iterator<Item = SocketAddr> {
    all.iter().copied().filter(|address| !is_private(address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_is_asked() {
        assert_eq!(read("file:///etc/passwd"), Err(AddressError::Scheme("file".into())));
        assert_eq!(read("javascript:alert(1)"), Err(AddressError::Scheme("javascript".into())));
        assert_eq!(read("gopher://example.org/"), Err(AddressError::Scheme("gopher".into())));
        assert!(read("").is_err());
        assert_eq!(read("example.org/feed").unwrap().as_str(), "https://example.org/feed");
        assert_eq!(read("example.org:8080/feed").unwrap().as_str(), "https://example.org:8080/feed");
    }

    #[test]
    fn private_addresses_are_known_in_every_dress() {
        for private in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f.0.0.1/",
            "http://10.2.3.4/",
            "http://172.31.0.1/",
            "http://192.168.1.1/",
            "http://169.254.169.254/",
            "http://100.64.0.1/",
            "http://[::1]/",
            "http://[fd00::1]/",
            "http://[fe80::1]/",
            "http://[::ffff:10.0.0.1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[64:ff9b:1::7f00:1]/",
            "http://[fec0::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::127.0.0.1]/",
            "http://example.org@127.0.0.1/",
            "http://127.0.0.1:80@localhost./",
            "http://[2002:7f00:1::]/",
            "http://0.0.0.0/",
            "http://localhost/",
            "http://printer.local/",
        ] {
            assert!(is_private_literal(&read(private).unwrap()), "{private}");
        }
        for public in
            ["http://93.184.216.34/", "http://[2606:2800:220:1::1]/", "http://172.32.0.1/", "https://example.org/"]
        {
            assert!(!is_private_literal(&read(public).unwrap()), "{public}");
        }
    }

    #[test]
    fn a_name_that_points_into_the_readers_network_has_no_address_left() {
        let all: Vec<SocketAddr> =
            ["10.0.0.7:80", "93.184.216.34:80", "[::1]:80", "[::ffff:192.168.0.1]:80", "[2606:2800:220:1::1]:80"]
                .map(|address| address.parse().unwrap())
                .into();
        assert_eq!(public_of(&all).collect::<Vec<_>>(), [all[1], all[4]]);
        assert_eq!(public_of(&all[2..4]).count(), 0);
    }

    #[test]
    fn a_login_that_a_server_names_is_dropped() {
        let url = without_login(Url::parse("https://bank.example:x@news.example/feed").unwrap());
        assert_eq!(url.as_str(), "https://news.example/feed");
    }
}
