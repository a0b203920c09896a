//! Which addresses may be fetched: those of the public web, and none inside this machine or its network.
//!
//! The address that is checked is the one connected to: names are resolved once, and each redirect is checked again.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// IPv4 networks that are not the public internet: first address, bits that count, what they are.
const V4: &[([u8; 4], u32, &str)] = &[
    ([0, 0, 0, 0], 8, "an address of this host"),
    ([10, 0, 0, 0], 8, "a private address"),
    ([100, 64, 0, 0], 10, "an address of a carrier's inner network"),
    ([127, 0, 0, 0], 8, "a loopback address"),
    ([169, 254, 169, 254], 32, "the address of a cloud's metadata"),
    ([169, 254, 0, 0], 16, "a link-local address"),
    ([168, 63, 129, 16], 32, "the address of a cloud's metadata"),
    ([172, 16, 0, 0], 12, "a private address"),
    ([192, 0, 0, 0], 24, "a reserved address"),
    ([192, 0, 2, 0], 24, "an address for documentation"),
    ([192, 88, 99, 0], 24, "a relay address"),
    ([192, 168, 0, 0], 16, "a private address"),
    ([198, 18, 0, 0], 15, "an address for measurements"),
    ([198, 51, 100, 0], 24, "an address for documentation"),
    ([203, 0, 113, 0], 24, "an address for documentation"),
    ([224, 0, 0, 0], 4, "a multicast address"),
    ([240, 0, 0, 0], 4, "a reserved address"),
];

/// IPv6 networks that are not the public internet.
const V6: &[(u128, u32, &str)] = &[
    (0x1, 128, "a loopback address"),
    (0x0, 96, "a reserved address"),
    (0x0064_ff9b_0001 << 80, 48, "a private address"),
    (0x0100 << 112, 64, "a reserved address"),
    (0x2001 << 112, 32, "an address in a tunnel"),
    (0x2001_0db8 << 96, 32, "an address for documentation"),
    (0x2001_0010 << 96, 28, "a reserved address"),
    (0xfd00_0ec2 << 96, 32, "the address of a cloud's metadata"),
    (0xfc00 << 112, 7, "a private address"),
    (0xfe80 << 112, 10, "a link-local address"),
    (0xfec0 << 112, 10, "a private address"),
    (0xff00 << 112, 8, "a multicast address"),
];

/// Ends of names that are never of the public internet.
const INNER_NAMES: &[&str] = &[
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "lan",
    "home.arpa",
    "corp",
    "home",
    "test",
    "invalid",
    "onion",
];

/// Why an address must not be connected to; nothing for one of the public internet.
pub(super) fn inside(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => inside_v4(address),
        IpAddr::V6(address) => inside_v6(address),
    }
}

fn inside_v4(address: Ipv4Addr) -> Option<&'static str> {
    let number = u32::from(address);
    let within = |first: &[u8; 4], bits: u32| (number ^ u32::from_be_bytes(*first)).leading_zeros() >= bits;
    V4.iter().find(|(first, bits, _)| within(first, *bits)).map(|(_, _, what)| *what)
}

fn inside_v6(address: Ipv6Addr) -> Option<&'static str> {
    let number = u128::from(address);
    // Addresses that carry an IPv4 one: mapped, NAT64, 6to4.
    let low = Ipv4Addr::from(u32::try_from(number & 0xFFFF_FFFF).unwrap_or_default());
    let carried = if number >> 32 == 0xFFFF || number >> 32 == 0x0064_ff9b << 64 {
        Some(low)
    } else if number >> 112 == 0x2002 {
        Some(Ipv4Addr::from(u32::try_from(number >> 80 & 0xFFFF_FFFF).unwrap_or_default()))
    } else {
        None
    };
    if let Some(carried) = carried {
        return inside_v4(carried);
    }
    let within = |first: u128, bits: u32| (number ^ first).leading_zeros() >= bits;
    let named = V6.iter().find(|(first, bits, _)| within(*first, *bits)).map(|(_, _, what)| *what);
    // Only 2000::/3 is given out.
    named.or_else(|| (number >> 125 != 1).then_some("a reserved address"))
}

/// The address of a page, checked as far as it can be before its name is resolved.
pub(super) fn checked(address: &str, allow_private: bool) -> Result<Url, String> {
    let url = Url::parse(address.trim()).map_err(|error| format!("is no address of the web ({error})"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!("has the scheme {}, only http and https are fetched", url.scheme()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("has a user name or password in it".into());
    }
    let host = url.host().ok_or("names no host")?;
    if allow_private {
        return Ok(url);
    }
    if let Some(port) = url.port().filter(|port| !matches!(port, 80 | 443)) {
        return Err(format!("names port {port}, only 80 and 443 are fetched"));
    }
    let refused = match host {
        Host::Ipv4(address) => inside_v4(address).map(|what| format!("points to {what} ({address})")),
        Host::Ipv6(address) => inside_v6(address).map(|what| format!("points to {what} ({address})")),
        Host::Domain(name) => inner_name(name),
    };
    refused.map_or(Ok(url), Err)
}

fn inner_name(name: &str) -> Option<String> {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let ends = |end: &&&str| name == ***end || name.strip_suffix(**end).is_some_and(|rest| rest.ends_with('.'));
    if INNER_NAMES.iter().any(|end| ends(&end)) || !name.contains('.') {
        return Some(format!("points to the name {name}, which is not of the public internet"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `address TAB words of the reason`, one a line; `ok` for those that may be fetched.
    const TABLE: &str = include_str!("addresses.tsv");

    #[test]
    fn the_table_of_addresses() {
        let (mut refused, mut allowed) = (0, 0);
        for line in TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (address, reason) = line.split_once('\t').unwrap();
            match checked(address, false) {
                Err(why) => {
                    assert!(reason != "ok" && why.contains(reason), "{address}: {why}, not {reason}");
                    refused += 1;
                }
                Ok(_) => {
                    assert_eq!(reason, "ok", "{address} is let in");
                    allowed += 1;
                }
            }
        }
        assert!(refused >= 60 && allowed >= 8, "{refused} {allowed}");
    }

    #[test]
    fn resolved_addresses_are_checked_alike() {
        for (address, reason) in [
            ("127.0.0.1", "a loopback address"),
            ("::1", "a loopback address"),
            ("::ffff:10.0.0.1", "a private address"),
            ("64:ff9b::7f00:1", "a loopback address"),
            ("2002:a9fe:a9fe::1", "the address of a cloud's metadata"),
            ("fe80::1", "a link-local address"),
            ("fd00:ec2::254", "the address of a cloud's metadata"),
            ("4000::1", "a reserved address"),
        ] {
            assert_eq!(inside(address.parse().unwrap()), Some(reason), "{address}");
        }
        for address in ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "100.128.0.1", "172.32.0.1"] {
            assert_eq!(inside(address.parse().unwrap()), None, "{address}");
        }
    }
}
