/** Installs the packages of package-lock.json when those in node_modules are others. */
import { spawnSync } from 'node:child_process'
import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StepFailed, say, since } from './step.mjs'

/** @throws StepFailed when npm fails or must not run; why has been said */
export function installDependencies(root) {
  if (areInPlace(root)) return
  refuseLink(join(root, 'node_modules'))
  const start = performance.now()
  say('installing dependencies (npm ci)')
  const args = ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  // Under `npm run` this is the npm that the user called; it need not be the one on the PATH.
  const npm = process.env.npm_execpath
  const { status, error } =
    npm === undefined
      ? spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
      : spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 2, 2] })
  if (error !== undefined || status !== 0) throw new StepFailed('npm ci failed')
  say(`dependencies installed (${since(start)})`)
}

/** `npm ci` begins by emptying the folder: through a link it would empty what others work with. */
function refuseLink(folder) {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return
  say('node_modules is a link, and its packages are not those of package-lock.json: npm ci would empty')
  say('the folder that it leads to; remove the link (rm node_modules) and try again, or install there')
  throw new StepFailed('node_modules is a link')
}

/**
 * Whether node_modules holds what package-lock.json asks for, by the list that npm itself keeps there.
 * Optional packages may be absent: most are for other platforms.
 */
function areInPlace(root) {
  const wanted = packagesOf(join(root, 'package-lock.json'))
  const present = packagesOf(join(root, 'node_modules', '.package-lock.json'))
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || (path in present ? present[path].version === version : optional === true),
  )
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return {}
  }
}
