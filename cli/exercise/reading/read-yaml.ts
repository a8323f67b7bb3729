import { LineCounter, parseDocument, type Document } from 'yaml'
import type { z } from 'zod'

export interface YamlFault {
  line: number | null
  what: string
}

export type YamlRead<T> = { value: T; lineOf: LineOf } | { faults: YamlFault[] }

/** The line on which a value stands, or on which the nearest thing around it begins. */
export type LineOf = (path: readonly PropertyKey[]) => number | null

/** Parses a file that people write, and remembers where each value stood, so that every fault can be shown in place. */
export function readYaml<T>(text: string, schema: z.ZodType<T>): YamlRead<T> {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter })
  const lineOf: LineOf = (path) => findLine(document, counter, path)
  if (document.errors.length > 0) {
    return {
      faults: document.errors.map((error) => ({
        line: error.linePos?.[0].line ?? null,
        what: error.message.split('\n')[0] ?? 'this is not YAML',
      })),
    }
  }
  const parsed = schema.safeParse(document.toJS())
  if (parsed.success) return { value: parsed.data, lineOf }
  return {
    faults: parsed.error.issues.map(({ path, message }) => ({
      line: lineOf(path),
      what: `${path.join('.') || 'the file'}: ${message}`,
    })),
  }
}

function findLine(document: Document, counter: LineCounter, path: readonly PropertyKey[]): number | null {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true)
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      return counter.linePos(Number(node.range[0])).line
    }
  }
  return document.contents === null ? null : 1
}
