import { Fragment } from 'react'
import { terminalSpans } from '../../lib/text/terminal-text.ts'

/** Text that a program printed, with its colours and nothing else of what it may have tried. */
export function TerminalText(props: { text: string }) {
  return terminalSpans(props.text).map(({ text, styles }, index) =>
    styles.length === 0 ? (
      <Fragment key={index}>{text}</Fragment>
    ) : (
      <span key={index} className={styles.map((style) => `terminal-${style}`).join(' ')}>
        {text}
      </span>
    ),
  )
}
