/**
 * What the thread of the generator runs. Its 10 µs an event would come off the thread of the gateway, the
 * busiest one; no real sender does that.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { type LoadProgress, type LoadSettings, sendLoad } from './load.js'

const REPORT_MS = 100

let reported = 0
const report = (progress: LoadProgress): void => {
  const now = performance.now()
  if (now - reported < REPORT_MS) return
  reported = now
  parentPort?.postMessage({ kind: 'progress', progress: { ...progress } })
}

parentPort?.postMessage({ kind: 'result', result: await sendLoad(workerData as LoadSettings, report) })
