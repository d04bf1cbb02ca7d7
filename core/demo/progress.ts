import cliProgress from 'cli-progress'

/** How often a line is said where there is no terminal. */
const LINE_MS = 5_000

export interface ProgressPort {
  readonly interactive: boolean
  say(line: string): void
}

/** How far a long piece of work is: a bar on a terminal, a line now and then elsewhere. */
export class Progress {
  readonly #bar: cliProgress.SingleBar | undefined
  readonly #total: number
  readonly #say: (line: string) => void
  #said = performance.now()

  constructor(total: number, { interactive, say }: ProgressPort) {
    this.#total = total
    this.#say = say
    if (!interactive) return
    this.#bar = new cliProgress.SingleBar({
      format: '  {bar} {percentage} %  {words}',
      barCompleteChar: '█',
      barIncompleteChar: '░',
      barsize: 30,
      hideCursor: true,
      clearOnComplete: true,
      stopOnComplete: false,
      stream: process.stderr,
    })
    this.#bar.start(total, 0, { words: '' })
  }

  update(done: number, words: string): void {
    this.#bar?.update(Math.min(done, this.#total), { words })
    if (this.#bar !== undefined || performance.now() - this.#said < LINE_MS) return
    this.#said = performance.now()
    this.#say(`  ${Math.floor((100 * Math.min(done, this.#total)) / this.#total)} %  ${words}`)
  }

  stop(): void {
    this.#bar?.stop()
  }
}
