// Colour codes and other terminal commands: they mean nothing on a page.
const escapeSequence = new RegExp(
  '\\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\u0007]*(?:\\u0007|\\u001b\\\\)|[@-_])',
  'g',
)

/** A program's output as plain text. */
export function plainOutput(text: string): string {
  return text.replace(escapeSequence, '').replace(/\r\n?/g, '\n')
}
