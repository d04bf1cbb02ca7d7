/** For tests: nothing has been applied, and nothing can be. */
import { WaymarkError } from '../base/errors.js'
import type { ApiDefinitions } from './definitions.js'
import type { ApiSegments } from './segments.js'

export const NO_DEFINITIONS: ApiDefinitions = {
  history: async () => [],
  apply: async () => {
    throw new WaymarkError('DEFINITION_INVALID', 'a.yaml:1:1 no\nb.yaml:2:2 no', 'mend these places')
  },
}

/** For tests: there are no segments. */
export const NO_SEGMENTS: ApiSegments = {
  all: () => [],
  partitions: 1,
  counts: async () => [],
  members: async () => ({ members: [], after: undefined }),
}
