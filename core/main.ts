#!/usr/bin/env node
import { run } from './cli/program.js'
import { processTerminal } from './cli/terminal.js'

// Who writes is told of a broken pipe; without a listener it would end the process here.
process.stdout.on('error', () => {})

process.exitCode = await run(process.argv.slice(2), processTerminal())
