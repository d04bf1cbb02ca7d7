/** How the set-up talks and how it runs other programs. */
import { spawnSync } from 'node:child_process'

/** A step did not work out; its reason is on the terminal already. */
export class StepFailed extends Error {}

/** One line about what is going on. On stderr: the output of a command is the command's own. */
export function say(line) {
  process.stderr.write(`setup: ${line}\n`)
}

/**
 * Runs a program of Node with the terminal as its own.
 * @throws StepFailed when it exits with anything but 0
 */
export function runNode(root, file, args, environment = {}) {
  const env = { ...process.env, ...environment }
  const { status, error } = spawnSync(process.execPath, [file, ...args], { cwd: root, stdio: 'inherit', env })
  if (error !== undefined) throw error
  if (status !== 0) throw new StepFailed(`${file} exited with ${status}`)
}

/** Seconds since `start` (of `performance.now()`), for people. */
export function since(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`
}
