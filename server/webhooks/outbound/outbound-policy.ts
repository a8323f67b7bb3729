import ipaddr from 'ipaddr.js'

/** What requests of ours may reach beyond the public network: the operator's own names, addresses and networks. */
export interface OutboundPolicy {
  hosts: ReadonlySet<string>
  networks: readonly [ipaddr.IPv4 | ipaddr.IPv6, number][]
}

const bareHost = (hostname: string) =>
  hostname
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase()

/** `entries`: names, addresses and networks such as `10.1.0.0/16`. Throws at one that is none of these. */
export function outboundPolicyOf(entries: readonly string[]): OutboundPolicy {
  const hosts = new Set<string>()
  const networks: OutboundPolicy['networks'][number][] = []
  for (const entry of entries) {
    if (ipaddr.isValidCIDR(entry)) networks.push(ipaddr.parseCIDR(entry))
    else if (ipaddr.isValid(entry)) networks.push(oneAddress(entry))
    else if (/^[a-z0-9_.-]+$/i.test(entry)) hosts.add(bareHost(entry))
    else throw new Error(`"${entry}" is neither a name nor an address nor a network`)
  }
  return { hosts, networks }
}

function oneAddress(text: string): OutboundPolicy['networks'][number] {
  const address = ipaddr.parse(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/** Whether an address is one of the public network. Addresses that carry another one within them are not. */
function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() !== 'unicast') return false
  return address instanceof ipaddr.IPv4 || address.match(globalUnicast)
}

/** Whether a request may connect to this address. */
export function mayReachAddress(policy: OutboundPolicy, text: string): boolean {
  // `fe80::1%eth0` names a network card too: nothing public has one.
  if (!ipaddr.isValid(text) || text.includes('%')) return false
  const address = ipaddr.process(text)
  return isPublic(address) || isAllowed(policy, address)
}

const isAllowed = ({ networks }: OutboundPolicy, address: ipaddr.IPv4 | ipaddr.IPv6) =>
  networks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))

/** Names that the operator has named may lead anywhere. */
export const isNamedHost = (policy: OutboundPolicy, hostname: string) => policy.hosts.has(bareHost(hostname))

type Checked = { url: URL } | { problem: string }

/**
 * Whether a request may be sent to an address, or why not, in words for whoever typed it. The URL parser has turned `127.1` and
 * `0x7f000001` into `127.0.0.1` before anything is looked at. What a name leads to is known at the connection alone.
 */
export function checkTarget(policy: OutboundPolicy, text: string): Checked {
  if (!URL.canParse(text))
    return { problem: 'must be a whole address, such as https://hooks.example.org/fairtime' }
  const url = new URL(text)
  const host = bareHost(url.hostname)
  const isLiteral = ipaddr.isValid(host)
  if (isLiteral && !mayReachAddress(policy, host))
    return {
      problem: 'must not lead into a private network; whoever runs Fairtime can allow it (OUTBOUND_ALLOW)',
    }
  const isOwn = isLiteral ? isAllowed(policy, ipaddr.process(host)) : isNamedHost(policy, host)
  const problem = formProblem(url, isOwn)
  return problem === null ? { url } : { problem }
}

function formProblem(url: URL, isOwn: boolean): string | null {
  const isPlain = isOwn && url.protocol === 'http:'
  if (url.protocol !== 'https:' && !isPlain) return 'must begin with https://'
  if (url.username !== '' || url.password !== '') return 'must not hold a user name or a password'
  return isOwn || isUsualPort(url.port) ? null : 'must use port 443 or one above 1023'
}

const isUsualPort = (port: string) => port === '' || port === '443' || Number(port) > 1_023
