import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../', import.meta.url))

interface LockedPackage {
  readonly version: string
  readonly resolved?: string
  readonly integrity?: string
  readonly engines?: { readonly node?: string }
  readonly hasInstallScript?: boolean
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

  it('belongs to package.json', () => {
    const { name, version, dependencies, devDependencies } = JSON.parse(
      readFileSync(`${ROOT}package.json`, 'utf8'),
    ) as Record<string, unknown>
    expect(root).toMatchObject({ name, version, dependencies, devDependencies })
  })
})

/** Whether one of the alternatives of a range like `^18 || >=20.19` begins at or below 20. */
function takesNode20(range: string): boolean {
  return range.split('||').some((part) => {
    const [, operator = '', major = '0'] = /([<>=^~]*)\s*v?(\d+|\*)/.exec(part) ?? []
    const from = major === '*' ? 0 : Number(major)
    return operator.startsWith('>') ? from <= 20 : from === 20 || from === 0
  })
}
