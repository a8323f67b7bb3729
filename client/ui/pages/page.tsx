import { Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { Brand } from './brand.tsx'
import { ColourSchemeToggle } from './colour-scheme-toggle.tsx'

/** The frame of every page but the workspace: header, one column, room at the end. */
export function Page(props: { title?: string; widthPx?: number; header?: ReactNode; children: ReactNode }) {
  return (
    <div className="page">
      {props.title !== undefined && <title>{`${props.title} · Fairtime`}</title>}
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <header className="page-header">
        <Brand to="/" />
        <Group flex={1} gap="xs" wrap="nowrap" miw={0} className="page-header-middle">
          {props.header}
        </Group>
        <ColourSchemeToggle />
      </header>
      <main id="main" className="page-main" style={{ maxWidth: props.widthPx ?? 760 }}>
        {props.children}
      </main>
    </div>
  )
}
