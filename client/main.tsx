import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import '@mantine/core/styles.css'
import './ui/styles/global.css'
import './ui/styles/workspace.css'
import './ui/styles/review.css'
import './ui/styles/versions.css'
import './ui/styles/results.css'
import './ui/styles/editor.css'
import './ui/styles/before.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { App } from './app.tsx'
import { createAppDeps } from './lib/app-deps.ts'

// zod would otherwise probe for `eval`, which the content security policy forbids and reports.
z.config({ jitless: true })

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root"')
createRoot(root).render(
  <StrictMode>
    <App deps={createAppDeps()} />
  </StrictMode>,
)
