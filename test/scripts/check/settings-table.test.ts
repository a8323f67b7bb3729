import { expect, it } from 'vitest'
import { z } from 'zod'
import { settingsTable, withSettings } from '../../../scripts/check/settings-table.ts'

it('tells of each setting what it is when left out, and what it is for', () => {
  const schema = z.object({
    TOKEN: z.string().min(3).describe('A secret.'),
    PORT: z.coerce.number().default(3000).describe('A port.'),
    DEMO: z
      .enum(['0', '1'])
      .transform((value) => value === '1')
      .default(false)
      .describe('A demo.'),
    MAIL: z.string().optional().describe('A server.'),
  })
  expect(settingsTable(schema).split('\n').slice(2)).toEqual([
    '| `TOKEN` | **must be set** | A secret. |',
    '| `PORT` | `3000` | A port. |',
    '| `DEMO` | `0` | A demo. |',
    '| `MAIL` | nothing | A server. |',
  ])
})

it('names a setting that nobody described, and where to do it', () => {
  const schema = z.object({ TOKEN: z.string() })
  expect(() => settingsTable(schema)).toThrow(
    'The setting TOKEN has no description: add .describe() in its config.ts.',
  )
})

it('replaces what stands between the marks, and nothing else', () => {
  const marked = (inner: string) =>
    `# Before\n\n<!-- settings: made by npm run docs -->${inner}<!-- end of settings -->\nafter`
  expect(withSettings(marked(' old '), 'new')).toBe(marked('\n\nnew\n\n'))
  expect(() => withSettings('no marks', 'new')).toThrow('are missing')
})
