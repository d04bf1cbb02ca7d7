import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const TOP_FOLDERS = ['core', 'plugins', 'proto', 'bench', 'config']
const TOP_FILES = [
  ...['docker-compose.yml', 'Dockerfile', 'package.json', 'package-lock.json', 'tsconfig.json', 'README.md'],
  ...[
    'LICENSE',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'SECURITY.md',
    'biome.json',
    'knip.json',
    'vitest.config.ts',
  ],
]
/** Made by the tools, ignored by git. */
const TOP_MADE = ['node_modules', 'dist', 'coverage']
const LINE_MAX = 110
const FILE_MAX = 400

/** Words that name nothing, with what to do about them. */
const EMPTY_WORDS: Readonly<Record<string, string>> = {
  manager: 'name what it does to what',
  helper: 'name the noun it helps with',
  util: 'name what it does',
  common: 'name the idea that is shared',
  data: 'name what it is: events, state, bytes',
  info: 'name what is told: status, totals',
  handle: 'name what is done: apply, route, answer',
  process: 'name what is done: step, decode; or say worker',
  impl: 'name how this one differs',
  service: 'name its work',
}

interface LineRule {
  readonly claim: string
  readonly pattern: RegExp
  readonly instead: string
}

const LINE_RULES: readonly LineRule[] = [
  {
    claim: 'nothing is left to do later',
    pattern: /\b(?:TODO|FIXME|XXX|HACK)\b/,
    instead: 'do it, or open an issue',
  },
  {
    claim: 'no check is switched off',
    pattern: /@ts-ignore|@ts-nocheck|eslint-disable|biome-ignore-(?:all|start)/,
    instead: 'mend what it warns of',
  },
  {
    claim: 'nothing is fenced off by banners',
    pattern: /^\s*(?:\/\/|\/?\*)\s*[-=*#~]{4,}/,
    instead: 'a file that needs banners is two files',
  },
  {
    claim: 'privacy is the language’s, not the compiler’s',
    pattern: /^\s*(?:private|protected|public)\s+(?!constructor)/,
    instead: '#name',
  },
  {
    claim: 'a test’s name is a claim',
    pattern: /\b(?:it|test)(?:\.\w+)*\(\s*['"`](?:should|tests?\b|works)/i,
    instead: 'say what is true: "drops a duplicate"',
  },
]

const NAMED =
  /^export (?:default )?(?:abstract )?(?:async )?(?:function\*?|class|const|let|interface|type) (\w+)/

const sources = ['core', 'plugins', 'bench']
  .flatMap((folder) => list(join(ROOT, folder)).map((path) => `${folder}/${path}`))
  .filter((path) => /\.(?:ts|mjs)$/.test(path) && !path.includes('.gen.') && path !== 'core/style.test.ts')
  .map((path) => ({ path, lines: readFileSync(join(ROOT, path), 'utf8').split('\n') }))

describe('style', () => {
  it.each(LINE_RULES.map((rule) => [rule.claim, rule] as const))('%s', (_, { pattern, instead }) => {
    const found = sources
      .flatMap(({ path, lines }) => lines.map((line, i) => ({ place: `${path}:${i + 1}`, line })))
      .filter(({ line }) => pattern.test(line))
      .map(({ place, line }) => `${place} ${line.trim()} -> ${instead}`)
    expect(found).toEqual([])
  })

  it(`no line is longer than ${LINE_MAX} columns`, () => {
    const long = sources.flatMap(({ path, lines }) =>
      lines.flatMap((line, i) => (line.length > LINE_MAX ? [`${path}:${i + 1} (${line.length})`] : [])),
    )
    expect(long).toEqual([])
  })

  it(`no file is longer than ${FILE_MAX} lines`, () => {
    const long = sources.filter(({ lines }) => lines.length - 1 > FILE_MAX)
    expect(long.map(({ path, lines }) => `${path} (${lines.length - 1}): split it by nouns`)).toEqual([])
  })

  it('files and folders are named in kebab-case', () => {
    const odd = sources.filter(({ path }) => !/^(?:[a-z0-9]+(?:-[a-z0-9]+)*[./]?)+$/.test(path))
    expect(odd.map(({ path }) => path)).toEqual([])
  })

  it('no name of a file or an export holds an empty word', () => {
    const files = sources.map(({ path }) => ({ place: path, name: basename(path).split('.')[0] ?? '' }))
    const exported = sources.flatMap(({ path, lines }) =>
      lines.flatMap((line, i) => {
        const name = NAMED.exec(line)?.[1]
        return name === undefined ? [] : [{ place: `${path}:${i + 1}`, name }]
      }),
    )
    const empty = [...files, ...exported].flatMap(({ place, name }) =>
      wordsOf(name).flatMap((word) => {
        const instead = EMPTY_WORDS[word] ?? EMPTY_WORDS[word.replace(/e?s$/, '')]
        return instead === undefined ? [] : [`${place} ${name}: ${word} -> ${instead}`]
      }),
    )
    expect(empty).toEqual([])
  })

  it('there are no barrels: index.ts is the door of a plugin alone', () => {
    const barrels = sources.filter(
      ({ path }) => basename(path) === 'index.ts' && !path.startsWith('plugins/'),
    )
    expect(barrels.map(({ path }) => path)).toEqual([])
  })

  it('every plugin has the same three files', () => {
    const missing = folders('plugins').flatMap((name) =>
      ['index.ts', `${name}.test.ts`, 'README.md']
        .map((file) => `plugins/${name}/${file}`)
        .filter((path) => !existsSync(join(ROOT, path))),
    )
    expect(missing).toEqual([])
  })

  it('the top level holds what is planned', () => {
    const planned = new Set([...TOP_FOLDERS, ...TOP_FILES, ...TOP_MADE])
    expect(readdirSync(ROOT).filter((name) => !name.startsWith('.') && !planned.has(name))).toEqual([])
  })
})

function list(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort() : []
}

function folders(path: string): string[] {
  if (!existsSync(join(ROOT, path))) return []
  return readdirSync(join(ROOT, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
}

/** `parseEventData`, `parse-event-data`, `PARSE_EVENT_DATA` -> parse, event, data. */
function wordsOf(name: string): string[] {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
  return words.toLowerCase().split(/[^a-z0-9]+/)
}
