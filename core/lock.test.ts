import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../', import.meta.url))

interface LockedPackage {
  readonly version: string
  readonly resolved?: string
  readonly integrity?: string
  readonly engines?: { readonly node?: string }
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

describe('package-lock.json', () => {
  const text = readFileSync(`${ROOT}package-lock.json`, 'utf8')
  const { '': root, ...locked } = (JSON.parse(text) as { packages: Record<string, LockedPackage> }).packages
  const packages = Object.entries(locked)

  it('carries no download addresses', () => {
    expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([])
  })

  it('pins every package by its hash', () => {
    expect(packages.filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).toEqual([])
  })

  it('holds no package that refuses Node 20', () => {
    const newer = packages.filter(([, { engines }]) => !takesNode20(engines?.node ?? '*'))
    expect(newer.map(([path, { engines }]) => `${path} wants Node ${engines?.node}`)).toEqual([])
  })

  // npm leaves some out when the registry lacks their version; then `npm ci` refuses the file everywhere.
  it('lists the optional packages of every platform', () => {
    const missing = packages.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !isListed(locked, path, name))
        .map((name) => `${path} -> ${name}`),
    )
    expect(missing).toEqual([])
  })

  it('belongs to package.json', () => {
    const { name, version, dependencies, devDependencies } = JSON.parse(
      readFileSync(`${ROOT}package.json`, 'utf8'),
    ) as Record<string, unknown>
    expect(root).toMatchObject({ name, version, dependencies, devDependencies })
  })
})

/** Whether `name` is found from `path` as Node looks it up: nested first, then outwards. */
function isListed(locked: Record<string, LockedPackage>, path: string, name: string): boolean {
  if (`${path}/node_modules/${name}` in locked) return true
  const outer = path.lastIndexOf('/node_modules/')
  return outer < 0 ? `node_modules/${name}` in locked : isListed(locked, path.slice(0, outer), name)
}

/** Whether one of the alternatives of a range like `^18 || >=20.19` begins at or below 20. */
function takesNode20(range: string): boolean {
  return range.split('||').some((part) => {
    const [, operator = '', major = '0'] = /([<>=^~]*)\s*v?(\d+|\*)/.exec(part) ?? []
    const from = major === '*' ? 0 : Number(major)
    return operator.startsWith('>') ? from <= 20 : from === 20 || from === 0
  })
}
