import { z } from 'zod'

type OptionValue = string | number | boolean | string[]
export type CompilerOptions = Record<string, OptionValue>

/** Until a project says otherwise. Options are numbers to the compiler, and its libraries are files. */
export const usualOptions: CompilerOptions = {
  target: 99,
  module: 99,
  moduleResolution: 2,
  lib: ['lib.esnext.d.ts'],
  strict: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  erasableSyntaxOnly: true,
  isolatedModules: true,
  skipLibCheck: true,
  esModuleInterop: true,
  noUncheckedIndexedAccess: true,
  types: ['node'],
}

const words: Record<string, Record<string, number>> = {
  target: {
    es5: 1,
    es6: 2,
    es2015: 2,
    es2016: 3,
    es2017: 4,
    es2018: 5,
    es2019: 6,
    es2020: 7,
    es2021: 8,
    es2022: 9,
    es2023: 10,
    es2024: 11,
    esnext: 99,
  },
  module: {
    commonjs: 1,
    es6: 5,
    es2015: 5,
    es2020: 6,
    es2022: 7,
    esnext: 99,
    node16: 100,
    node18: 101,
    node20: 102,
    nodenext: 199,
    preserve: 200,
  },
  moduleResolution: { node: 2, node10: 2, node16: 3, nodenext: 99, bundler: 100 },
  moduleDetection: { legacy: 1, auto: 2, force: 3 },
  jsx: { preserve: 1, react: 2, 'react-native': 3, 'react-jsx': 4, 'react-jsxdev': 5 },
}

const configSchema = z.object({ compilerOptions: z.record(z.string(), z.unknown()).optional() })

/** What `tsc` reads out of a tsconfig.json, as the editor's own compiler takes it; null while the file makes no sense. */
export function compilerOptionsOf(tsconfig: string): CompilerOptions | null {
  const config = configSchema.safeParse(parseWithComments(tsconfig))
  if (!config.success) return null
  const options: CompilerOptions = { types: [], allowNonTsExtensions: true }
  for (const [name, value] of Object.entries(config.data.compilerOptions ?? {})) {
    const read = readOption(name, value)
    if (read !== null) options[name] = read
  }
  return { ...options, noEmit: true }
}

function readOption(name: string, value: unknown): OptionValue | null {
  if (typeof value === 'boolean') return value
  if (typeof value === 'string') return words[name]?.[value.toLowerCase()] ?? null
  const list = z.array(z.string()).safeParse(value)
  if (!list.success) return null
  if (name === 'lib') return list.data.map((lib) => `lib.${lib.toLowerCase()}.d.ts`)
  return name === 'types' ? list.data : null
}

const stringOrComment = /"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g
const stringOrLastComma = /"(?:\\.|[^"\\])*"|,(?=\s*[}\]])/g

/** JSON as a tsconfig.json may be: with comments and with commas at the end. */
function parseWithComments(text: string): unknown {
  const keepStrings = (found: string) => (found.startsWith('"') ? found : '')
  const plain = text.replace(stringOrComment, keepStrings).replace(stringOrLastComma, keepStrings)
  try {
    return JSON.parse(plain)
  } catch {
    return null
  }
}
