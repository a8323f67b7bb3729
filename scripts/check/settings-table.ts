import type { z } from 'zod'

const begin = '<!-- settings: made by npm run docs -->'
const end = '<!-- end of settings -->'

/** A Markdown table of the variables of an environment schema: name, what it stands at when left out, what it is for. */
export function settingsTable(schema: z.ZodObject): string {
  const rows = Object.entries(schema.shape).map(([name, setting]) => [
    `\`${name}\``,
    defaultOf(setting),
    describe(name, setting),
  ])
  const lines = [['setting', 'left out', 'what it is for'], ['---', '---', '---'], ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** The text with what stands between the marks replaced; throws where the marks are missing. */
export function withSettings(text: string, settings: string): string {
  const [head, rest] = text.split(begin)
  const tail = rest?.split(end)[1]
  if (head === undefined || tail === undefined) throw new Error(`The marks ${begin} and ${end} are missing.`)
  return `${head}${begin}\n\n${settings}\n\n${end}${tail}`
}

interface Definition {
  description?: string
  safeParse: (value: unknown) => { success: boolean; data?: unknown }
}

function describe(name: string, setting: Definition): string {
  if (setting.description === undefined)
    throw new Error(`The setting ${name} has no description: add .describe() in its config.ts.`)
  return setting.description
}

/** Asked of the schema itself, so that it cannot differ from what happens. */
function defaultOf(setting: Definition): string {
  const { success, data } = setting.safeParse(undefined)
  if (!success) return '**must be set**'
  if (data === undefined || data === '') return 'nothing'
  return `\`${data === false ? 0 : String(data)}\``
}
