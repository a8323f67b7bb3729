import { Paper, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useMe } from '../../../lib/use-me.ts'
import { useOrganisation } from '../../../lib/organisation/use-organisation.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { OrganisationForm } from './organisation-form.tsx'

export function OrganisationPage() {
  const organisation = useOrganisation()
  const isAdmin = useMe().data?.staff?.roles.includes('admin') === true
  const { data } = organisation
  return (
    <Stack gap="lg">
      <title>Organisation · Fairtime</title>
      <div>
        <Title order={1} size="h2">
          Organisation
        </Title>
        <Text c="dimmed">Who invites, and by whose clocks days are counted.</Text>
      </div>
      {organisation.isError && (
        <ErrorPanel error={organisation.error} onRetry={() => void organisation.refetch()} />
      )}
      {data === undefined && !organisation.isError && <Skeleton h={220} role="status" aria-label="Loading" />}
      {data !== undefined && (
        <Paper p="lg" maw={560} w="100%">
          {isAdmin ? (
            <OrganisationForm key={data.version} organisation={data} suggestZone={false} />
          ) : (
            <Text size="sm">
              {data.name || 'No name yet'} · {data.zone}. An admin can change it.
            </Text>
          )}
        </Paper>
      )}
    </Stack>
  )
}
