import { z } from 'zod'

/** What everybody needs to know of a language. How it is built and run stands in `workers/languages/<language>/kit.ts`. */
export interface LanguageRow {
  name: string
  /** Endings of its source files, without the dot. */
  fileEndings: readonly string[]
  /** What the names of test files end with. */
  testFileEndings: readonly string[]
  /** As the editor calls it. */
  editorId: string
  indent: { tabs: boolean; width: number }
  /** Visible tests and one check may be built so that the program tells of its data races. */
  hasRaceDetector: boolean
  /** Which service in the browser knows the whole project; null where the editor has syntax alone. */
  editorService: 'typescript' | null
  /** Where a reader of the practice begins: `exercises/_template/practice/<language>`. */
  practiceEntryFile: string
  /** Of a new exercise made from `exercises/_template`: where a reader begins, and what its author must not forget to say. */
  template: { entryFile: string; constraint: string }
}

/** The languages an exercise can be taken in, a row each. */
const rows = {
  go: {
    name: 'Go',
    fileEndings: ['go'],
    testFileEndings: ['_test.go'],
    editorId: 'go',
    indent: { tabs: true, width: 4 },
    hasRaceDetector: true,
    editorService: null,
    practiceEntryFile: 'hello.go',
    template: {
      entryFile: 'handler.go',
      constraint: 'The Go 1.24 standard library; other modules are not available where the code runs',
    },
  },
  typescript: {
    name: 'TypeScript',
    fileEndings: ['ts', 'mts'],
    testFileEndings: ['.test.ts', '.test.tsx'],
    editorId: 'typescript',
    indent: { tabs: false, width: 2 },
    hasRaceDetector: false,
    editorService: 'typescript',
    practiceEntryFile: 'src/hello.ts',
    template: {
      entryFile: 'src/service.ts',
      constraint: 'Node 24 and what it brings; packages are not available where the code runs',
    },
  },
} as const satisfies Record<string, LanguageRow>

export type Language = keyof typeof rows
export const languages: Readonly<Record<Language, LanguageRow>> = rows

const isLanguage = (id: string): id is Language => Object.hasOwn(rows, id)
export const languageIds = Object.keys(rows).filter(isLanguage)
export const languageSchema = z.enum(languageIds)
