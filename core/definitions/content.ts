/**
 * What a message says: Liquid templates from a file of `kind: content`. They are rendered when a delivery
 * is sent, from the snapshot that it carries, with `profile`, `entry` and `to` in scope.
 */
export interface ContentDefinition {
  readonly name: string
  /** Hash of the definition: changes with its text. */
  readonly version: string
  readonly subject?: string
  readonly body: string
  /** Further texts by name: `html`, `title`, `url` … as the channel wants them. */
  readonly parts: Readonly<Record<string, string>>
}
