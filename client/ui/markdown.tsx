import Markdown from 'react-markdown'
import rehypeSanitize from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'

/**
 * Prose written by exercise authors. Raw HTML stays text, and links open beside the exercise. A file's own title is left out:
 * the page around it has one already, and a page has one first heading.
 */
export function Prose(props: { text: string }) {
  return (
    <div className="prose">
      <Markdown
        remarkPlugins={[remarkGfm]}
        rehypePlugins={[rehypeSanitize]}
        components={{
          ...headingsBelowThePage(props.text),
          a: ({ href, children }) => (
            <a href={href} target="_blank" rel="noreferrer">
              {children}
            </a>
          ),
          h1: () => null,
          pre: ({ children }) => <pre tabIndex={0}>{children}</pre>,
        }}
      >
        {props.text}
      </Markdown>
    </div>
  )
}

/** The page has the one first heading: the topmost of the prose, whichever it is, comes right below it. */
function headingsBelowThePage(text: string) {
  const startsAtFirst = /^# /m.test(text)
  return startsAtFirst
    ? ({ h1: 'h2', h2: 'h3', h3: 'h4' } as const)
    : ({ h2: 'h2', h3: 'h3', h4: 'h4' } as const)
}
