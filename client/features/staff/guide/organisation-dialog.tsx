import { Modal, Stack } from '@mantine/core'
import { useOrganisation } from '../../../lib/organisation/use-organisation.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { OrganisationForm } from '../organisation/organisation-form.tsx'

export function OrganisationDialog(props: { onClose: () => void }) {
  const { data, isError, error } = useOrganisation()
  return (
    <Modal opened onClose={props.onClose} title="Your organisation" centered>
      <Stack>
        {isError && <ErrorPanel error={error} />}
        {data !== undefined && (
          <OrganisationForm key={data.version} organisation={data} suggestZone onSaved={props.onClose} />
        )}
      </Stack>
    </Modal>
  )
}
