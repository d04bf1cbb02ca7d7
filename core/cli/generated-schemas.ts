import { configSchema } from '../cluster/config.js'
import { jsonSchema, jsonSchemas } from '../definitions/schemas.js'

/** Text of each file of config/schema, by its name: for `npm run generate`. */
export function generatedSchemas(): Map<string, string> {
  const schemas = jsonSchemas()
  schemas.set('waymark.json', jsonSchema(configSchema, 'Waymark: the configuration of a worker'))
  return new Map([...schemas].map(([name, schema]) => [name, `${JSON.stringify(schema, null, 2)}\n`]))
}
