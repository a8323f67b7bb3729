import { Button, Select, Skeleton, Stack, Text, Textarea } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { shortestRegradeReason, type StoredVersion } from '#contracts/api/regrades.ts'
import { languages } from '#contracts/languages.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { type NewRegrade, useStoredVersions } from './api.ts'

interface FormProps {
  busy: boolean
  error: unknown
  onSubmit: (regrade: NewRegrade) => void
}

export function RegradeForm(props: FormProps) {
  const versions = useStoredVersions()
  if (versions.isError) return <ErrorPanel error={versions.error} onRetry={() => void versions.refetch()} />
  if (versions.data === undefined) return <Skeleton h={280} role="status" aria-label="Loading" />
  if (versions.data.versions.length === 0) {
    return (
      <EmptyState title="There is nothing to grade again">
        As soon as a candidate has handed something in, its exercise appears here.
      </EmptyState>
    )
  }
  return <Fields {...props} versions={versions.data.versions} />
}

type FormField = ReturnType<UseFormReturnType<RegradeFormValues>['getInputProps']>

interface RegradeFormValues {
  fromVersionId: string | null
  checksVersionId: string | null
  reason: string
}

const empty: RegradeFormValues = {
  fromVersionId: null,
  checksVersionId: null,
  reason: '',
}

const rules = {
  fromVersionId: (value: string | null) => (value === null ? 'Choose whose submissions' : null),
  checksVersionId: (value: string | null) => (value === null ? 'Choose by which checks' : null),
  reason: (value: string) =>
    value.trim().length < shortestRegradeReason ? `Write at least ${shortestRegradeReason} characters` : null,
}

const submissionsOf = (count: number) => `${count} submission${count === 1 ? '' : 's'}`

function versionOption(version: StoredVersion) {
  return {
    value: version.id,
    label: `${version.title} ${version.version} (${languages[version.language].name}, ${submissionsOf(version.submissions)})`,
  }
}

function Fields(props: FormProps & { versions: readonly StoredVersion[] }) {
  const form = useForm({ initialValues: empty, validate: rules })
  const from = props.versions.find((version) => version.id === form.values.fromVersionId)
  const submit = form.onSubmit(({ fromVersionId, checksVersionId, reason }) => {
    if (fromVersionId !== null && checksVersionId !== null)
      props.onSubmit({ fromVersionId, checksVersionId, reason })
  })
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Select
          label="Submissions of"
          placeholder="The version that candidates took"
          data={props.versions.map(versionOption)}
          withAsterisk
          {...form.getInputProps('fromVersionId')}
          onChange={(fromVersionId) =>
            form.setValues({
              fromVersionId,
              checksVersionId:
                props.versions.find((version) => version.id === fromVersionId)?.checksVersions.at(-1)?.id ??
                null,
            })
          }
        />
        <ChecksField from={from} field={form.getInputProps('checksVersionId')} />
        <ReasonField field={form.getInputProps('reason')} />
        {props.error !== null && <ErrorPanel error={props.error} />}
        <Text size="xs" c="dimmed">
          It waits whenever a candidate&apos;s run is under way, so it may take a while. Results change only
          once all of it has ended, earlier ones are kept, and reviews that are handed in stay as they are.
        </Text>
        <Button type="submit" loading={props.busy}>
          {from === undefined ? 'Grade again' : `Grade ${submissionsOf(from.submissions)} again`}
        </Button>
      </Stack>
    </form>
  )
}

function ChecksField(props: { from: StoredVersion | undefined; field: FormField }) {
  const { from } = props
  return (
    <Select
      label="Checks of"
      description="The same version, or a newer one with corrected checks."
      placeholder={from === undefined ? 'Choose the submissions first' : 'A version'}
      disabled={from === undefined}
      data={(from?.checksVersions ?? []).map((checks) => ({
        value: checks.id,
        label: checks.id === from?.id ? `${checks.version}, the same` : checks.version,
      }))}
      withAsterisk
      {...props.field}
    />
  )
}

function ReasonField(props: { field: FormField }) {
  return (
    <Textarea
      label="Because"
      description="Reviewers read it beside the new result. Name no candidate."
      placeholder="The check for slow answers counted its own start-up"
      autosize
      minRows={3}
      maxLength={500}
      withAsterisk
      {...props.field}
    />
  )
}
