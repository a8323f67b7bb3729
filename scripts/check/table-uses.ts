import ts from 'typescript'

export interface Source {
  /** From the root of the repository. */
  path: string
  text: string
}

export interface TableUse {
  /** Null for SQL that names no table. */
  table: string | null
  line: number
  isWrite: boolean
}

const reads = new Set([
  'selectFrom',
  'innerJoin',
  'leftJoin',
  'rightJoin',
  'fullJoin',
  'crossJoin',
  'innerJoinLateral',
  'leftJoinLateral',
  'crossJoinLateral',
])
const writes = new Set(['insertInto', 'updateTable', 'deleteFrom', 'replaceInto', 'mergeInto', 'using'])

const writing =
  /\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate(?:\s+table)?|alter\s+table|lock\s+table)\s+(\w+)/gi
const naming = /\b(?:from|join|into|update|using|table)\s+(\w+)/gi
/** What a `from` lists, up to where its clause ends. */
const listing =
  /\bfrom\s+(?!\()(.*?)(?=\b(?:where|group|order|limit|having|join|left|inner|union|on|for|returning)\b|[();]|$)/gis

const namedIn = (text: string): string[] => [
  ...[...text.matchAll(naming)].flatMap((match) => match[1] ?? []),
  ...[...text.matchAll(listing)].flatMap((match) =>
    (match[1] ?? '').split(',').flatMap((part) => /^\s*(\w+)/.exec(part)?.[1] ?? []),
  ),
]

/** Where a file names tables: in calls of the query builder, with or without an alias, and in SQL as text. */
export function findTableUses({ path, text }: Source, tables: ReadonlySet<string>): TableUse[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const uses: TableUse[] = []
  const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line + 1
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) uses.push(...usesOfCall(node, tables, lineOf))
    if (ts.isTaggedTemplateExpression(node) && isSqlTag(node.tag))
      uses.push(...usesOfText(node.template, tables, lineOf))
    ts.forEachChild(node, visit)
  }
  visit(file)
  return uses
}

type LineOf = (position: number) => number

/** `sql`, also where it is read from an object. */
const isSqlTag = (tag: ts.Expression): boolean =>
  ts.isIdentifier(tag) ? tag.text === 'sql' : ts.isPropertyAccessExpression(tag) && tag.name.text === 'sql'

function usesOfCall(call: ts.CallExpression, tables: ReadonlySet<string>, lineOf: LineOf): TableUse[] {
  const { expression: callee } = call
  const name = ts.isPropertyAccessExpression(callee)
    ? callee.name.text
    : ts.isIdentifier(callee)
      ? callee.text
      : ''
  const [first] = call.arguments
  if (first === undefined) return []
  if (isRawSql(callee)) return usesOfText(first, tables, lineOf)
  if (!reads.has(name) && !writes.has(name)) return []
  const listed = ts.isArrayLiteralExpression(first) ? [...first.elements] : [first]
  return listed.flatMap((element) => {
    if (!ts.isStringLiteralLike(element)) return []
    const table = element.text.trim().split(/\s+/)[0] ?? ''
    return tables.has(table)
      ? [{ table, line: lineOf(element.getStart()), isWrite: writes.has(name) && name !== 'using' }]
      : []
  })
}

/** `sql.raw('…')` and `sql.table('…')`. */
const isRawSql = (callee: ts.Expression): boolean =>
  ts.isPropertyAccessExpression(callee) &&
  ['raw', 'table'].includes(callee.name.text) &&
  ts.isIdentifier(callee.expression) &&
  callee.expression.text === 'sql'

/** The text of a template, each value in it as a question mark, so that what stands around it keeps its place. */
function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text
  if (!ts.isTemplateExpression(node)) return null
  return node.head.text + node.templateSpans.map((span) => `?${span.literal.text}`).join('')
}

function usesOfText(node: ts.Node, tables: ReadonlySet<string>, lineOf: LineOf): TableUse[] {
  const text = textOf(node)
  const line = lineOf(node.getStart())
  if (text === null) return [{ table: null, line, isWrite: false }]
  const written = new Set([...text.matchAll(writing)].flatMap((match) => known(match[1], tables)))
  const named = new Set(namedIn(text).flatMap((name) => known(name, tables)))
  if (ts.isStringLiteralLike(node) && tables.has(text)) named.add(text)
  const used = [...new Set([...written, ...named])]
  if (used.length === 0) return [{ table: null, line, isWrite: false }]
  return used.map((table) => ({ table, line, isWrite: written.has(table) }))
}

const known = (name: string | undefined, tables: ReadonlySet<string>): string[] =>
  name !== undefined && tables.has(name.toLowerCase()) ? [name.toLowerCase()] : []
