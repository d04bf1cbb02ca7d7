import { statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Clock } from '../base/clock.js'
import { errorLine, WaymarkError } from '../base/errors.js'
import type { IssueWords } from '../base/issue-words.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import { type Config, configPlace } from '../cluster/config.js'
import { readOptions } from '../plugin/options.js'
import type { Channel, ChannelLimits, ChannelPlugin } from '../plugin/plugin.js'
import { beforeDeadline } from './deadline.js'

/** One instance of a channel plugin, set up. */
export interface LoadedChannel {
  /** Name of the instance. */
  readonly name: string
  readonly channel: Channel
  /** From configuration, else from the plugin, else from `LIMITS`. */
  readonly limits: Required<ChannelLimits>
}

type ChannelConfig = Config['channels'][string]
type ChannelsConfig = Pick<Config, 'channels' | 'baseDir' | 'file'>

interface LoadPorts {
  readonly log: Log
  readonly clock: Clock
}

/**
 * Loads and sets up the channels that configuration names, in its order. When one fails those before it
 * are closed again.
 * @throws WaymarkError PLUGIN_INVALID with the instance, the plugin and the reason
 */
export async function loadChannels(
  config: ChannelsConfig,
  ports: LoadPorts,
): Promise<readonly LoadedChannel[]> {
  const loaded: LoadedChannel[] = []
  for (const [name, settings] of Object.entries(config.channels)) {
    try {
      loaded.push(await load(name, settings, config.baseDir, ports))
    } catch (cause) {
      await closeChannels(loaded, ports)
      const todo = 'mend it, or take it out of the configuration'
      throw new WaymarkError('PLUGIN_INVALID', refusal(config, name, cause).join('\n'), todo, { cause })
    }
  }
  return loaded
}

/** All that is wrong with the plugins that configuration names and with their options; nothing is set up. */
export async function checkChannels(config: ChannelsConfig, clock: Clock): Promise<string[]> {
  const wrong: string[] = []
  for (const [name, settings] of Object.entries(config.channels)) {
    try {
      await prepare(settings, config.baseDir, clock)
    } catch (cause) {
      wrong.push(...refusal(config, name, cause))
    }
  }
  return wrong
}

function refusal(config: ChannelsConfig, name: string, cause: unknown): string[] {
  const which = `channel "${name}", plugin "${config.channels[name]?.plugin}"`
  if (!(cause instanceof OptionsRefused)) return [`${which}: ${errorLine(cause)}`]
  return cause.reasons.map(({ path, message }) => {
    const place = configPlace(config, ['channels', name, 'options', ...path])
    return `${place}: ${which}: ${message}`
  })
}

/** Closes channels in reverse order. One that throws or does not end is logged and passed over. */
export async function closeChannels(loaded: readonly LoadedChannel[], ports: LoadPorts): Promise<void> {
  for (const { name, channel } of loaded.toReversed()) {
    try {
      const closed = (async () => channel.close?.())()
      await beforeDeadline(closed, LIMITS.pluginCloseMsMax, ports.clock, 'close')
    } catch (error) {
      ports.log.warn('a channel did not close cleanly', { channel: name, reason: errorLine(error) })
    }
  }
}

/** What a plugin does not take of its options. */
class OptionsRefused extends Error {
  readonly reasons: readonly IssueWords[]

  constructor(reasons: readonly IssueWords[]) {
    super(reasons.map(({ message }) => message).join('; '))
    this.name = 'OptionsRefused'
    this.reasons = reasons
  }
}

async function load(
  name: string,
  settings: ChannelConfig,
  baseDir: string,
  { log, clock }: LoadPorts,
): Promise<LoadedChannel> {
  const { plugin, options, limits } = await prepare(settings, baseDir, clock)
  const context = { instance: name, options, log: log.child(`channel ${name}`) }
  const setup = (async () => plugin.setup(context))()
  const channel = await beforeDeadline(setup, LIMITS.pluginBootMsMax, clock, 'setup')
  if (typeof channel?.send !== 'function') throw new Error('setup returned no object with a function "send"')
  return { name, channel, limits }
}

async function prepare(settings: ChannelConfig, baseDir: string, clock: Clock) {
  const imported = import(locate(settings.plugin, baseDir))
  const plugin = asPlugin(await beforeDeadline(imported, LIMITS.pluginBootMsMax, clock, 'import'))
  const read = await readOptions(plugin.options, settings.options)
  if (!read.ok) throw new OptionsRefused(read.reasons)
  return { plugin, options: read.options, limits: limitsOf(settings, plugin.limits) }
}

/**
 * Where a plugin's module is: a bare word is first one of our own, so that no package can take its place;
 * then a path from the configuration's folder (a folder means its index.js), then a package.
 */
function locate(plugin: string, baseDir: string): string {
  if (/^[a-z][a-z0-9-]*$/.test(plugin)) {
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
    const own = new URL(`../../plugins/${plugin}/index.${extension}`, import.meta.url)
    if (isFile(fileURLToPath(own))) return own.href
  }
  if (/^\.{0,2}\//.test(plugin)) {
    const path = resolve(baseDir, plugin)
    const file = [path, join(path, 'index.js')].find(isFile)
    if (file === undefined) throw new Error(`there is no module at ${path}`)
    return pathToFileURL(file).href
  }
  try {
    return pathToFileURL(createRequire(join(baseDir, 'waymark.yaml')).resolve(plugin)).href
  } catch {
    return plugin
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}

function asPlugin(module: { readonly default?: unknown }): ChannelPlugin {
  const plugin = module.default as Partial<ChannelPlugin> | null | undefined
  if (typeof plugin !== 'object' || plugin === null) throw new Error('its default export is no plugin')
  if (plugin.kind !== 'channel')
    throw new Error(`it is a plugin of kind ${String(plugin.kind)}, not a channel`)
  if (typeof plugin.name !== 'string' || typeof plugin.setup !== 'function')
    throw new Error('it lacks a name or a function "setup"; declare it with defineChannel')
  return plugin as ChannelPlugin
}

function limitsOf(settings: ChannelConfig, own: ChannelLimits = {}): Required<ChannelLimits> {
  const limit = (key: keyof ChannelLimits, otherwise: number, max: number): number => {
    const value = settings[key] ?? own[key] ?? otherwise
    if (!Number.isInteger(value) || value < 1 || value > max)
      throw new Error(`limits.${key}: ${value} is no whole number from 1 to ${max}`)
    return value
  }
  return {
    concurrency: limit('concurrency', LIMITS.deliveryFlightMax, 1_024),
    timeoutMs: limit('timeoutMs', LIMITS.deliverySendMsMax, 600_000),
    attempts: limit('attempts', LIMITS.deliveryAttemptsMax, 100),
  }
}
