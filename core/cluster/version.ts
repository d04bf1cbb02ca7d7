import { readFileSync } from 'node:fs'

/** The version of Waymark, from its package: found from the sources and from `dist` alike. */
export function waymarkVersion(): string {
  for (let folder = new URL('..', import.meta.url); ; folder = new URL('..', folder)) {
    const version = versionIn(folder)
    if (version !== undefined) return version
    if (folder.pathname === '/') return 'unknown'
  }
}

function versionIn(folder: URL): string | undefined {
  try {
    const { name, version } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as {
      name?: unknown
      version?: unknown
    }
    return name === 'waymark' && typeof version === 'string' ? version : undefined
  } catch {
    return undefined
  }
}
