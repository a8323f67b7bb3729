import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, useState } from 'react'
import { createBrowserRouter, RouterProvider, useRouteError, type RouteObject } from 'react-router'
import type { AppDeps } from './lib/app-deps.ts'
import { LiveSocketContext } from './lib/live/live-socket-context.ts'
import { ErrorPage } from './ui/pages/error-page.tsx'
import { NotFoundPage } from './ui/pages/not-found-page.tsx'
import { LoadingPage } from './ui/pages/loading-page.tsx'
import { cssVariables, theme } from './ui/styles/theme.ts'

// Each page is its own chunk, so that the editor loads only where there is one.
const routes: RouteObject[] = [
  {
    errorElement: <RouteFault />,
    hydrateFallbackElement: <LoadingPage />,
    children: [
      {
        index: true,
        lazy: async () => ({
          Component: (await import('./features/staff/sign-in/start-page.tsx')).StartPage,
        }),
      },
      {
        path: 'first-admin',
        lazy: async () => ({
          Component: (await import('./features/staff/sign-in/first-admin-page.tsx')).FirstAdminPage,
        }),
      },
      {
        path: 'sign-in',
        lazy: async () => ({
          Component: (await import('./features/staff/sign-in/sign-in-page.tsx')).SignInPage,
        }),
      },
      {
        path: 'sign-in/link',
        lazy: async () => ({
          Component: (await import('./features/staff/sign-in/sign-in-by-link-page.tsx')).SignInByLinkPage,
        }),
      },
      {
        path: 'i',
        lazy: async () => ({
          Component: (await import('./features/invitations/link-page.tsx')).InvitationLinkPage,
        }),
      },
      {
        path: 'invitations/:invitationId',
        lazy: async () => ({
          Component: (await import('./features/invitations/invitation-page.tsx')).InvitationPage,
        }),
      },
      {
        path: 'invitations/:invitationId/data',
        lazy: async () => ({
          Component: (await import('./features/privacy/what-is-kept-page.tsx')).WhatIsKeptPage,
        }),
      },
      { path: 'attempts/:attemptId/receipt', lazy: openSubmission },
      {
        path: 'attempts/:attemptId/preview',
        lazy: async () => ({
          Component: (await import('./features/submissions/preview/preview-page.tsx')).PreviewPage,
        }),
      },
      { path: 'attempts/:attemptId', lazy: openWorkspace },
      {
        lazy: () => staffLayout({ widthPx: 1240 }),
        children: [
          {
            path: 'board',
            lazy: openBoard,
          },
          {
            path: 'board/:invitationId',
            lazy: async () => ({
              Component: (await import('./features/board/candidate/candidate-page.tsx')).CandidatePage,
            }),
          },
          {
            path: 'audit',
            lazy: async () => ({
              Component: (await import('./features/audit/audit-page.tsx')).AuditPage,
            }),
          },
          {
            path: 'board/actions',
            lazy: async () => ({
              Component: (await import('./features/board/bulk/bulk-list-page.tsx')).BulkListPage,
            }),
          },
          {
            path: 'board/actions/:bulkActionId',
            lazy: async () => ({
              Component: (await import('./features/board/bulk/bulk-page.tsx')).BulkPage,
            }),
          },
          {
            path: 'insight',
            lazy: async () => ({
              Component: (await import('./features/insight/insight-page.tsx')).InsightPage,
            }),
          },
          {
            path: 'positions',
            lazy: async () => ({
              Component: (await import('./features/positions/positions-page.tsx')).PositionsPage,
            }),
          },
          {
            path: 'positions/calendars',
            lazy: async () => ({
              Component: (await import('./features/positions/calendars/calendars-page.tsx')).CalendarsPage,
            }),
          },
          {
            path: 'positions/:positionId/import',
            lazy: async () => ({
              Component: (await import('./features/imports/import-page.tsx')).ImportPage,
            }),
          },
          {
            path: 'reviews',
            lazy: async () => ({
              Component: (await import('./features/reviews/reviews-page.tsx')).ReviewsPage,
            }),
          },
          {
            path: 'regrades',
            lazy: async () => ({
              Component: (await import('./features/regrades/regrades-page.tsx')).RegradesPage,
            }),
          },
          {
            path: 'regrades/:regradeId',
            lazy: async () => ({
              Component: (await import('./features/regrades/regrade-page.tsx')).RegradePage,
            }),
          },
        ],
      },
      {
        lazy: () => staffLayout({ widthPx: 860 }),
        children: [
          {
            path: 'outbox',
            lazy: async () => ({
              Component: (await import('./features/outbox/outbox-page.tsx')).OutboxPage,
            }),
          },
          {
            path: 'feedback',
            lazy: async () => ({
              Component: (await import('./features/submissions/feedback-page.tsx')).FeedbackPage,
            }),
          },
          {
            path: 'organisation',
            lazy: async () => ({
              Component: (await import('./features/staff/organisation/organisation-page.tsx'))
                .OrganisationPage,
            }),
          },
          {
            path: 'integrations',
            lazy: async () => ({
              Component: (await import('./features/integrations/integrations-page.tsx')).IntegrationsPage,
            }),
          },
          {
            path: 'people',
            lazy: async () => ({
              Component: (await import('./features/staff/colleagues/staff-page.tsx')).StaffPage,
            }),
          },
        ],
      },
      {
        lazy: () => staffLayout({ widthPx: 1240, bare: true }),
        children: [
          {
            path: 'reviews/:submissionId',
            lazy: async () => ({
              Component: (await import('./features/reviews/review-page.tsx')).ReviewPage,
            }),
          },
        ],
      },
      { path: '*', Component: NotFoundPage },
    ],
  },
]

async function staffLayout(frame: { widthPx: number; bare?: boolean }) {
  const [{ StaffLayout }, { PaletteHost }] = await Promise.all([
    import('./features/staff/staff-layout.tsx'),
    import('./features/board/palette/palette-host.tsx'),
  ])
  return { element: <StaffLayout {...frame} palette={<PaletteHost />} /> }
}

const guideDialogs = {
  Position: lazy(async () => ({
    default: (await import('./features/positions/first-position-drawer.tsx')).FirstPositionDrawer,
  })),
  Invitation: lazy(async () => ({
    default: (await import('./features/board/invite-drawer.tsx')).InviteDrawer,
  })),
}

async function openBoard() {
  const [{ BoardPage }, { GuideGate }] = await Promise.all([
    import('./features/board/board-page.tsx'),
    import('./features/staff/guide/guide-gate.tsx'),
  ])
  return { element: <BoardPage guide={<GuideGate dialogs={guideDialogs} />} /> }
}

async function openWorkspace() {
  const [{ WorkspacePage }, { RunsPanel }] = await Promise.all([
    import('./features/workspaces/workspace-page.tsx'),
    import('./features/runs/runs-panel.tsx'),
  ])
  return { element: <WorkspacePage RunsPanel={RunsPanel} /> }
}

async function openSubmission() {
  const [{ SubmissionPage }, { LateRecovery }] = await Promise.all([
    import('./features/submissions/submission-page.tsx'),
    import('./features/workspaces/unsaved/late-recovery.tsx'),
  ])
  return { element: <SubmissionPage Recovery={LateRecovery} /> }
}

function RouteFault() {
  return <ErrorPage error={useRouteError()} onRetry={() => window.location.reload()} />
}

export function App(props: { deps: AppDeps }) {
  const [router] = useState(() => createBrowserRouter(routes))
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={props.deps.queryClient}>
        <LiveSocketContext value={props.deps.liveSocket}>
          <RouterProvider router={router} />
        </LiveSocketContext>
      </QueryClientProvider>
    </MantineProvider>
  )
}
