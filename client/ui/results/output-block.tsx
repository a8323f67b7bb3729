import { Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { TerminalText } from './terminal-text.tsx'

const nearEndPx = 40

/** A program's output. While it grows it stays at its end, unless the reader has scrolled up. */
export function OutputBlock(props: { text: string; truncated?: boolean; label: string }) {
  const block = useRef<HTMLPreElement>(null)
  const following = useRef(true)
  useEffect(() => {
    const element = block.current
    if (element !== null && following.current) element.scrollTop = element.scrollHeight
  }, [props.text])
  return (
    <div>
      <pre
        ref={block}
        className="output-block"
        tabIndex={0}
        aria-label={props.label}
        role="log"
        aria-live="off"
        onScroll={(event) => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget
          following.current = scrollHeight - scrollTop - clientHeight < nearEndPx
        }}
      >
        <TerminalText text={props.text} />
      </pre>
      {props.truncated === true && (
        <Text size="xs" c="dimmed" mt={4}>
          The output was longer than is kept; the rest was cut.
        </Text>
      )}
    </div>
  )
}
