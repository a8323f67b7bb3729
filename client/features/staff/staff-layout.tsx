import { Skeleton, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { Navigate, Outlet, useLocation } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { useMe } from '../../lib/use-me.ts'
import { ErrorPage } from '../../ui/pages/error-page.tsx'
import { Page } from '../../ui/pages/page.tsx'
import { StaffNav } from './staff-nav.tsx'

/** The frame of every page for staff; `bare` for a page that brings its own. Whoever is not signed in goes to the sign-in page and comes back here. */
export function StaffLayout(props: { widthPx: number; bare?: boolean; palette?: ReactNode }) {
  const me = useMe()
  const location = useLocation()
  if (me.isError) return <ErrorPage error={me.error} onRetry={() => void me.refetch()} />
  if (me.isPending) {
    return (
      <Page widthPx={props.widthPx}>
        <Stack role="status" aria-busy="true" aria-label="Loading">
          <Skeleton h={32} w={200} />
          <Skeleton h={320} />
        </Stack>
      </Page>
    )
  }
  if (me.data.staff === null) return <Navigate to={paths.signIn(location.pathname)} replace />
  if (props.bare === true) return <Outlet />
  return (
    <Page widthPx={props.widthPx} header={<StaffNav member={me.data.staff} />}>
      <Outlet />
      {props.palette}
    </Page>
  )
}
