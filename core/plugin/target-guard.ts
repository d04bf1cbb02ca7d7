import { BlockList, isIP, isIPv4 } from 'node:net'

/** Not public, or not one machine: IANA's special-purpose registry for IPv4 (RFC 6890 and after). */
const CLOSED_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]
/** Of IPv6 only 2000::/3 is public, and of that not these: Teredo and benchmarks, 6to4, documentation. */
const PUBLIC_V6 = '2000::/3'
const CLOSED_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

/**
 * Which addresses a plugin may connect to (server-side request forgery: OWASP's cheat sheet). Public
 * ones over https; others, and plain http, only where the operator names them.
 */
export class TargetGuard {
  readonly #hosts = new Set<string>()
  readonly #allowed = new BlockList()
  readonly #closed = blockList([...CLOSED_V4, ...CLOSED_V6])
  readonly #publicV6 = blockList([PUBLIC_V6])

  /**
   * @param allow addresses (`10.1.2.3`), networks (`10.0.0.0/8`, `fd00::/8`) and host names
   * @throws Error that names the entry which is none of these
   */
  constructor(allow: readonly string[] = []) {
    for (const entry of allow) {
      if (isIP(entry) !== 0) this.#allowed.addAddress(entry, version(entry))
      else if (entry.includes('/')) addNetwork(this.#allowed, entry)
      else if (/^[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?$/i.test(entry)) this.#hosts.add(entry.toLowerCase())
      else throw new Error(`"${entry}" is no address, network (10.0.0.0/8) or host name`)
    }
  }

  /** Why a connection must not be made, or null if it may. `host` is what the URL says. */
  refusal(protocol: string, host: string, connected: string): string | null {
    const address = connected.replace(/%.*$/, '')
    if (this.#hosts.has(host.toLowerCase()) || this.#allowed.check(address, version(address))) return null
    if (!this.#isPublic(address))
      return `${host} leads to ${address}, which is not public; name it under "allow" if it is meant`
    if (protocol !== 'https:')
      return `${host} is called over ${protocol.slice(0, -1)}; use https, or name it under "allow"`
    return null
  }

  #isPublic(address: string): boolean {
    if (this.#closed.check(address, version(address))) return false
    return isIPv4(address) || this.#publicV6.check(address, 'ipv6')
  }
}

function blockList(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) addNetwork(list, network)
  return list
}

function addNetwork(list: BlockList, network: string): void {
  const [address = '', bits = ''] = network.split('/')
  const known = isIP(address) !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (isIPv4(address) ? 32 : 128)
  if (!known) throw new Error(`"${network}" is no network; write it as 10.0.0.0/8 or fd00::/8`)
  list.addSubnet(address, Number(bits), version(address))
}

function version(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6'
}
