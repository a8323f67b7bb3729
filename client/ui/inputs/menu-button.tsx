import { ActionIcon } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { Suspense, useState, type ReactNode } from 'react'

/**
 * The three dots behind a row. What they open is fetched with the first press, so that a list of many rows stays light; from then on
 * it stands in the place of the button, open.
 */
export function MenuButton(props: { label: string; children: () => ReactNode }) {
  const [isAsked, setIsAsked] = useState(false)
  const button = (
    <ActionIcon aria-label={props.label} aria-haspopup="menu" onClick={() => setIsAsked(true)}>
      <IconDots size={18} />
    </ActionIcon>
  )
  return isAsked ? <Suspense fallback={button}>{props.children()}</Suspense> : button
}
