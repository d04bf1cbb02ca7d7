/**
 * The door for tests: `import { Harness, channelContract } from 'waymark/testing'`.
 */
export {
  type ChannelContract,
  channelContract,
  type ProviderDouble,
  type ProviderMood,
} from './channel-contract.js'
export {
  type DefinitionFiles,
  type Fact,
  type GivenCommand,
  type GivenEvent,
  Harness,
  type HarnessOptions,
} from './harness.js'
