import ipaddr from "ipaddr.js";

/**
 * Public addresses that are nevertheless inside a host's own machine room: Azure answers its
 * instance metadata and guest agent on this one. The other clouds' lie in link-local, unique-local
 * or carrier-grade ranges, which are refused anyway.
 */
const hostLocal = new Set(["168.63.129.16"]);

/** Today's global unicast space (IANA IPv6 address registry); whatever lies outside is special. */
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

/** Special-purpose blocks that ipaddr.js calls ordinary (IANA special-purpose registries). */
const alsoSpecial: ReadonlyArray<[ipaddr.IPv4, number]> = [
  ipaddr.IPv4.parseCIDR("192.88.99.0/24"),
  ipaddr.IPv4.parseCIDR("198.18.0.0/15"),
  ipaddr.IPv4.parseCIDR("192.31.196.0/24"),
  ipaddr.IPv4.parseCIDR("192.52.193.0/24"),
  ipaddr.IPv4.parseCIDR("192.175.48.0/24"),
];

/** What an address is, for the guard. `public` is the only kind that is reached unasked. */
export type AddressKind = "public" | "private" | "never";

/**
 * Sorts an address literal. `private` may be reached when an administrator listed the host;
 * `never` (metadata, multicast, unspecified, translated or tunnelled forms) is not reached at all,
 * because such a form has no honest use here and hides the address behind it.
 */
export function addressKind(address: string): AddressKind {
  if (address.includes("%") || !ipaddr.isValid(address)) return "never";
  const parsed = ipaddr.parse(address);
  return parsed instanceof ipaddr.IPv4 ? kindOfV4(parsed) : kindOfV6(parsed);
}

function kindOfV4(address: ipaddr.IPv4): AddressKind {
  if (hostLocal.has(address.toString())) return "never";
  switch (address.range()) {
    case "unicast":
      return alsoSpecial.some((block) => address.match(block)) ? "never" : "public";
    case "private":
    case "loopback":
    case "carrierGradeNat":
      return "private";
    default:
      return "never";
  }
}

function kindOfV6(address: ipaddr.IPv6): AddressKind {
  switch (address.range()) {
    case "unicast":
      return address.match(globalUnicast) ? "public" : "never";
    case "loopback":
    case "uniqueLocal":
      // fd00:ec2::/32 is where one cloud answers its instance metadata over IPv6.
      return address.match(ipaddr.IPv6.parseCIDR("fd00:ec2::/32")) ? "never" : "private";
    default:
      return "never";
  }
}
