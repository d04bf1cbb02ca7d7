/** Addresses without their secrets, and those. */
export interface ServerAddresses {
  readonly servers: string[]
  readonly token?: string
  readonly user?: string
  readonly pass?: string
}

/**
 * Takes the secrets out of `nats://token@host:4222` and `nats://user:password@host`: the client wants them
 * apart, and no error or log may show them. All servers are of one cluster: the last secrets are everyone's.
 */
export function parseAddresses(addresses: readonly string[]): ServerAddresses {
  let secrets: Omit<ServerAddresses, 'servers'> = {}
  const servers = addresses.map((address) => {
    const match = /^([a-z]+:\/\/)?(?:([^:@/]*)(?::([^@/]*))?@)?(.+)$/.exec(address)
    if (match === null) return address
    const [, scheme = '', user, pass, host = ''] = match
    if (user !== undefined)
      secrets =
        pass === undefined
          ? { token: decodeURIComponent(user) }
          : { user: decodeURIComponent(user), pass: decodeURIComponent(pass) }
    return scheme + host
  })
  return { servers, ...secrets }
}
