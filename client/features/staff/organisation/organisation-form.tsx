import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { OrganisationView } from '#contracts/api/staff/organisation.ts'
import { personNameProblem } from '#contracts/fields/person-name.ts'
import { hasCode } from '../../../lib/api/api-error.ts'
import { splitByField } from '../../../lib/api/field-errors.ts'
import { allZones, namedViewerZone } from '../../../lib/clock/times.ts'
import { useOrganisation } from '../../../lib/organisation/use-organisation.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useChangeOrganisation } from './api.ts'

const rules = {
  name: personNameProblem,
  zone: (value: string | null) => (value === null ? 'Choose a time zone' : null),
}
const fieldOf = (path: string) => (path in rules ? path : null)

interface OrganisationFormProps {
  organisation: OrganisationView
  /** Where nobody has set one, the zone of this browser is offered. */
  suggestZone: boolean
  onSaved?: () => void
}

export function OrganisationForm(props: OrganisationFormProps) {
  const { change, field, rest, save } = useOrganisationForm(props)
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <TextInput
          label="Name of the organisation"
          description="Stands in mails where a position's words name it."
          withAsterisk
          data-autofocus
          autoComplete="organization"
          {...field('name')}
        />
        <Select
          label="Time zone"
          description="Answer dates and working days are counted in it, and candidates see it beside their own."
          withAsterisk
          searchable
          allowDeselect={false}
          limit={60}
          data={allZones()}
          {...field('zone')}
        />
        {rest !== null && <ErrorPanel error={rest} />}
        <Group justify="flex-end">
          {hasCode(change.error, 'changed_meanwhile') && <ShowCurrent />}
          <Button type="submit" loading={change.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function useOrganisationForm({ organisation, suggestZone, onSaved }: OrganisationFormProps) {
  const change = useChangeOrganisation(() => onSaved?.())
  const suggested = suggestZone && organisation.version === 0 ? namedViewerZone() : null
  const form = useForm({
    initialValues: { name: organisation.name, zone: suggested ?? organisation.zone },
    validate: rules,
  })
  const refused = splitByField(change.error, fieldOf)
  const field = (name: keyof typeof rules) => {
    const input = form.getInputProps(name)
    return { ...input, error: input.error ?? refused.fields[name] }
  }
  const save = form.onSubmit((values) => change.mutate({ ...values, version: organisation.version }))
  return { change, field, rest: refused.rest, save }
}

/** The form is keyed by the version, so that it begins anew with what is there now. */
function ShowCurrent() {
  const organisation = useOrganisation()
  return (
    <Button variant="default" loading={organisation.isFetching} onClick={() => void organisation.refetch()}>
      Show what it is now
    </Button>
  )
}
