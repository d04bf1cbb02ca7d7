/**
 * Where conditions differ from CEL (https://github.com/google/cel-spec), and why. cel-conformance.test.ts
 * runs the cases of the specification: each of them gives what it should, or is refused for one of these
 * reasons, or stands in `OTHERWISE` by its name. What the cases do not show:
 * - The pattern of matches() is a constant text: it is compiled once, when definitions are.
 * - Numbers of events and profiles are doubles, and go together with the whole numbers of an expression:
 *   `event.total + 1` is legal, and `event.count / 2` may be a half.
 * - What fails is false, and counted by definition (`condition_failures_total`), instead of an error.
 * - Texts, lists and loops of one evaluation are bounded; beyond that there is no value.
 * - With a catalogue, operands whose types cannot go together are refused before anything runs.
 */

/** What is refused when definitions are compiled, by the message that says so. */
export const REFUSED: readonly { readonly message: RegExp; readonly why: string }[] = [
  { message: /^there are no unsigned numbers/, why: 'JSON has one kind of number; 1u is 1.' },
  { message: /^there are no bytes/, why: 'JSON has none.' },
  { message: /^there are no messages/, why: 'Events and profiles are JSON, not protobuf.' },
  { message: /^keys of maps are texts/, why: 'So they are in JSON.' },
  {
    message: /^whole numbers are exact to 2\^53/,
    why: 'Numbers are doubles; beyond 2^53 two whole numbers would be one. A result beyond it has no value.',
  },
  {
    message: /^unknown function "(?:bytes|uint|type)"/,
    why: 'There are no values of these types to make or to name.',
  },
  {
    message: /^unknown (?:function|name) /,
    why:
      'Functions of extensions (strings, math, encoders, optionals, bindings, blocks, protobuf) are not ' +
      'there, nor names of types, packages and variables: an expression sees event, profile and entry.',
  },
  {
    message: /^found .* but expecting/,
    why: 'The parser does not read `.?`, `[?`, and fields in backticks.',
  },
  { message: /^reserved keyword|^incomplete|^invalid/, why: 'The parser refuses it.' },
]

/** Cases that give something else, by `suite/section/name`. */
export const OTHERWISE: Readonly<Record<string, string>> = {
  'fp_math/fp_math/mod_not_support': '% takes doubles, too: what is left of a price is no mistake.',
  'timestamps/timestamp_range/sub_time_duration_over': 'Durations are not held in 64 bits of nanoseconds.',
  'timestamps/timestamp_range/sub_time_duration_under': 'Durations are not held in 64 bits of nanoseconds.',
}

/** Where the library that parses evaluates otherwise than the specification, and we as it. */
export const LIBRARY: readonly {
  readonly expression: string
  readonly ours: unknown
  readonly library: unknown
  readonly why: string
}[] = [
  {
    expression: 'string(timestamp(86400))',
    ours: '1970-01-02T00:00:00Z',
    library: '1970-01-01T00:01:26.400Z',
    why: 'timestamp(int) counts seconds; the library takes them for milliseconds.',
  },
  {
    expression: 'timestamp("1969-12-31T23:59:59.999999999Z").getDayOfYear()',
    ours: 364,
    library: 0,
    why: 'The library rounds nanoseconds to milliseconds, into the next year.',
  },
  {
    expression: 'timestamp("2026-07-01T22:30:00Z").getDayOfYear("Europe/Berlin")',
    ours: 182,
    library: 183,
    why: 'The library takes the hour after midnight for hour 24 of the day that begins.',
  },
]
