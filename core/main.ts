#!/usr/bin/env node
import { run } from './cli/program.js'
import { standardTerminal } from './cli/terminal.js'

// Who writes is told of a broken pipe; without a listener it would end the process here.
process.stdout.on('error', () => {})

// Whatever a library or a plugin leaves open must not keep a command that is over.
process.exit(await run(process.argv.slice(2), standardTerminal()))
