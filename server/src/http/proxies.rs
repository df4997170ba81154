//! The proxies whose word is taken for who asks.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// Addresses and networks, from `PILOTBOARD_TRUSTED_PROXIES`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies(Vec<Network>);

/// The addresses that begin with the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Network {
    address: IpAddr,
    /// How many bits.
    prefix: u8,
}

impl Proxies {
    /// Whether the address is one of them.
    #[must_use]
    pub fn include(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.includes(address.to_canonical()))
    }
}

/// A part of the list that names no address and no network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoNetwork(String);

impl fmt::Display for NoNetwork {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "`{}` is neither an address nor a network; \
             write them like 10.0.0.5, 10.0.0.0/8 or fd00::/8, with commas between",
            self.0
        )
    }
}

impl std::error::Error for NoNetwork {}

impl FromStr for Proxies {
    type Err = NoNetwork;

    fn from_str(list: &str) -> Result<Self, NoNetwork> {
        if list.trim().is_empty() {
            return Ok(Self::default());
        }
        list.split(',')
            .map(|part| Network::read(part.trim()).ok_or_else(|| NoNetwork(part.trim().to_owned())))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl Network {
    fn read(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            None => longest,
            // One spelling: no sign, no zeros in front.
            Some(text) => text.parse().ok().filter(|prefix: &u8| prefix.to_string() == text)?,
        };
        let network = Self { address, prefix };
        // 10.0.0.1/8 is more likely a slip than a network, and peers in IPv6's
        // spelling of IPv4 are held against the networks of IPv4.
        let plain = address.to_canonical() == address;
        (plain && prefix <= longest && network.bits_behind(address) == 0).then_some(network)
    }

    fn includes(&self, address: IpAddr) -> bool {
        self.address.is_ipv4() == address.is_ipv4()
            && bits(self.address) ^ bits(address) == self.bits_behind(address)
    }

    /// The address's bits that do not belong to the network's own.
    fn bits_behind(&self, address: IpAddr) -> u128 {
        // The first bits are those of the network, whatever the family.
        let own = u128::MAX.checked_shl(128 - u32::from(self.prefix)).unwrap_or(0);
        bits(address) & !own
    }
}

/// The address's bits, the first of them foremost.
fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(u32::from(address)) << 96,
        IpAddr::V6(address) => u128::from(address),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_networks_of_both_families_are_read() {
        let proxies: Proxies = "10.0.0.5, 192.168.0.0/16,fd00::/8 ,2001:db8::1, 172.16.0.0/12"
            .parse()
            .expect("a list");
        for (address, expected) in [
            ("10.0.0.5", true),
            ("10.0.0.6", false),
            ("192.168.255.1", true),
            ("192.169.0.1", false),
            ("172.31.255.255", true),
            ("172.32.0.0", false),
            ("fdff::1", true),
            ("fe00::1", false),
            ("2001:db8::1", true),
            ("2001:db8::2", false),
            ("::ffff:10.0.0.5", true),
            ("::ffff:10.0.0.6", false),
            ("::a00:5", false),
        ] {
            let parsed = address.parse().expect("an address");
            assert_eq!(proxies.include(parsed), expected, "{address}");
        }
        let everybody: Proxies = "0.0.0.0/0".parse().expect("a list");
        assert!(everybody.include(IpAddr::from([203, 0, 113, 7])));
        assert!(!everybody.include("::1".parse().expect("an address")));
    }

    #[test]
    fn nobody_is_trusted_where_nobody_is_named() {
        for list in ["", "  "] {
            let proxies: Proxies = list.parse().expect("a list");
            assert!(!proxies.include(IpAddr::from([127, 0, 0, 1])));
        }
    }

    #[test]
    fn what_is_no_list_of_networks_is_refused() {
        for list in [
            "10.0.0.1/8",
            "10.0.0.0/33",
            "10.0.0.0/08",
            "10.0.0.0/+8",
            "10.0.0.0/",
            "10.0.0.0/8/8",
            "10.0.0",
            "010.0.0.1",
            "10.0.0.1,",
            ",",
            "10.0.0.1 10.0.0.2",
            "10.0.0.1:80",
            "fd00::/129",
            "fd00::1/8",
            "[::1]",
            "::ffff:10.0.0.1",
            "localhost",
            "*",
        ] {
            assert!(list.parse::<Proxies>().is_err(), "{list}");
        }
    }
}
