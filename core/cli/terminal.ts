import { createInterface } from 'node:readline/promises'

/** What a command may touch of the process: tests and the demo give their own. */
export interface Terminal {
  /** Results: what a pipe carries on. One call, one line. Waits while the reader is slow. */
  out(line: string): Promise<void>
  /** Words for the person in front: never part of a result. */
  say(line: string): void
  /** True when a person looks at the results. */
  readonly interactive: boolean
  /** True when a person can be asked. */
  readonly canAsk: boolean
  /** Whether the person says yes; no unless told. */
  ask(question: string): Promise<boolean>
  readonly environment: NodeJS.ProcessEnv
}

/** The terminal of this process. */
export function standardTerminal(): Terminal {
  return {
    out: (line) =>
      new Promise((resolve, reject) => {
        process.stdout.write(`${line}\n`, (error) => (error ? reject(error) : resolve()))
      }),
    say: (line) => {
      process.stderr.write(`${line}\n`)
    },
    interactive: process.stdout.isTTY === true,
    canAsk: process.stdin.isTTY === true && process.stderr.isTTY === true,
    ask: async (question) => {
      const lines = createInterface({ input: process.stdin, output: process.stderr })
      try {
        return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim())
      } finally {
        lines.close()
      }
    },
    environment: process.env,
  }
}
