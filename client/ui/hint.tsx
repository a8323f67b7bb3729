import type { ReactNode } from 'react'

/** A short explanation on hover and focus, in plain CSS: light enough for every page. */
export function Hint(props: { text: string; focusable?: boolean; children: ReactNode }) {
  return (
    <span
      className="hint"
      data-hint={props.text}
      aria-description={props.text}
      {...(props.focusable === false ? {} : { tabIndex: 0 })}
    >
      {props.children}
    </span>
  )
}
