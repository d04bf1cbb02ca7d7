import { defineChannel } from 'waymark/plugin'

/** Says each delivery in the log of the worker: for trying journeys out. */
export default defineChannel({
  name: 'console',
  setup: ({ log }) => ({
    send: ({ key, to, content }) => {
      const { subject, body, parts } = content
      log.info(content.name, { key, to, ...(subject !== undefined && { subject }), body, ...parts })
      return { kind: 'sent' }
    },
  }),
})
