import type { ChildProcess } from 'node:child_process'

const companions = new Set<ChildProcess>()

/** What was started for a scenario ends with this process, however that ends (kill -9 excepted). */
export function endsWithUs(child: ChildProcess): void {
  if (companions.size === 0) process.once('exit', endAll)
  companions.add(child)
  child.once('exit', () => {
    companions.delete(child)
    if (companions.size === 0) process.off('exit', endAll)
  })
}

function endAll(): void {
  for (const child of companions) child.kill('SIGKILL')
}
