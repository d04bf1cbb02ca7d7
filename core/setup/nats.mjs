/** Finds a nats-server, and fetches a private copy the first time there is none. Needs the build. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { StepFailed, say } from './step.mjs'

/** @throws StepFailed when there is none and none can be fetched; the reason has been said */
export async function fetchNatsServer(root) {
  const { findNatsServer } = await import(built(root, 'core/cluster/nats-binary.js'))
  const { errorLine } = await import(built(root, 'core/base/errors.js'))
  const log = { debug: () => {}, info: say, warn: say, error: say, child: () => log }
  try {
    return await findNatsServer(process.env, log)
  } catch (error) {
    say(errorLine(error))
    throw new StepFailed('no nats-server')
  }
}

function built(root, path) {
  return pathToFileURL(join(root, 'dist', path)).href
}
