import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import { Fragment, useMemo, type ReactNode } from 'react'

/**
 * Prose written by exercise authors: CommonMark and tables. Only what is named here becomes an element, so raw HTML stays text;
 * links open beside the exercise. A file's own title is left out: the page around it has one already, and a page has one first
 * heading.
 */
export function Prose(props: { text: string }) {
  const children = useMemo(() => render(props.text), [props.text])
  return <div className="prose">{children}</div>
}

type Root = ReturnType<typeof fromMarkdown>
type RootContent = Root['children'][number]
type Kind<T extends RootContent['type']> = Extract<RootContent, { type: T }>
type Definition = Kind<'definition'>
type List = Kind<'list'>
type Table = Kind<'table'>

type Definitions = ReadonlyMap<string, Definition>

function render(text: string): ReactNode {
  const root = fromMarkdown(text, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  })
  return all(root.children, definitionsIn(root))
}

function definitionsIn(root: Root): Definitions {
  const found = new Map<string, Definition>()
  const visit = (node: Root | RootContent) => {
    if (node.type === 'definition' && !found.has(node.identifier)) found.set(node.identifier, node)
    if ('children' in node) node.children.forEach(visit)
  }
  visit(root)
  return found
}

const all = (nodes: readonly RootContent[], definitions: Definitions): ReactNode =>
  nodes.map((node, index) => <Fragment key={index}>{one(node, definitions)}</Fragment>)

function one(node: RootContent, definitions: Definitions): ReactNode {
  if ('children' in node) return <Children node={node} definitions={definitions} />
  if ('value' in node) return <Literal node={node} />
  if ('alt' in node) return node.alt
  if (node.type === 'break') return <br />
  return node.type === 'thematicBreak' ? <hr /> : null
}

function Literal(props: { node: Extract<RootContent, { value: string }> }) {
  const { type, value } = props.node
  if (type === 'inlineCode') return <code>{value}</code>
  if (type !== 'code') return value
  return (
    <pre tabIndex={0}>
      <code>{value}</code>
    </pre>
  )
}

type ParentNode = Extract<RootContent, { children: unknown }>

const headings = { 1: null, 2: 'h2', 3: 'h3', 4: 'h4', 5: 'h5', 6: 'h6' } as const

const tags: Partial<Record<ParentNode['type'], 'p' | 'strong' | 'em' | 'blockquote'>> = {
  paragraph: 'p',
  strong: 'strong',
  emphasis: 'em',
  blockquote: 'blockquote',
}

function Children(props: { node: ParentNode; definitions: Definitions }) {
  const { node, definitions } = props
  if (node.type === 'list') return <Items list={node} definitions={definitions} />
  if (node.type === 'table') return <Rows table={node} definitions={definitions} />
  const children = all(node.children, definitions)
  if (node.type === 'link') return <Outside url={node.url}>{children}</Outside>
  if (node.type === 'linkReference')
    return <Outside url={definitions.get(node.identifier)?.url ?? ''}>{children}</Outside>
  const Tag = node.type === 'heading' ? headings[node.depth] : (tags[node.type] ?? Fragment)
  return Tag === null ? null : <Tag>{children}</Tag>
}

function Items(props: { list: List; definitions: Definitions }) {
  const { list, definitions } = props
  const isLoose = list.spread === true || list.children.some((item) => item.spread === true)
  // Without empty lines between them, items are lines and no paragraphs.
  const items = list.children.map((item, index) => (
    <li key={index}>
      {item.children.map((child, at) => (
        <Fragment key={at}>
          {child.type === 'paragraph' && !isLoose
            ? all(child.children, definitions)
            : one(child, definitions)}
        </Fragment>
      ))}
    </li>
  ))
  return list.ordered === true ? <ol start={list.start ?? 1}>{items}</ol> : <ul>{items}</ul>
}

function Rows(props: { table: Table; definitions: Definitions }) {
  const { table, definitions } = props
  const [head, ...body] = table.children
  const cells = (row: Table['children'][number] | undefined, Cell: 'th' | 'td') => (
    <tr>
      {row?.children.map((cell, index) => (
        <Cell key={index} style={{ textAlign: table.align?.[index] ?? 'left' }}>
          {all(cell.children, definitions)}
        </Cell>
      ))}
    </tr>
  )
  return (
    <table>
      <thead>{cells(head, 'th')}</thead>
      <tbody>
        {body.map((row, index) => (
          <Fragment key={index}>{cells(row, 'td')}</Fragment>
        ))}
      </tbody>
    </table>
  )
}

/** A link that leads out, and nowhere but to a page or a mailbox. */
function Outside(props: { url: string; children: ReactNode }) {
  if (!/^(https?|mailto):/i.test(props.url)) return props.children
  return (
    <a href={props.url} target="_blank" rel="noreferrer">
      {props.children}
    </a>
  )
}
