import { parentPort } from 'node:worker_threads'
import { runSeed } from './run-seed.js'

/** A thread that runs seeds: it is told a number and answers with what came of it. */
parentPort?.on('message', (seed: number) => {
  void runSeed(seed).then((result) => parentPort?.postMessage(result))
})
