import { Alert, List, Text } from '@mantine/core'
import { markInvisible } from '../../../lib/text/mark-invisible.ts'
import type { PreviewView } from '../api.ts'

type InstallPaths = PreviewView['identifying'][number]

const mostShown = 6
const words: Record<InstallPaths['what'], string> = {
  name: 'your name',
  mail: 'your mail address',
  login: 'the part of your mail address before the @',
}

/** Reviewers are not told who somebody is, but what stands in the files and notes they read. */
export function IdentifyingNote(props: { places: readonly InstallPaths[] }) {
  const { places } = props
  if (places.length === 0) return null
  const shown = places.slice(0, mostShown)
  return (
    <Alert color="yellow" variant="outline" m="sm" title="Something in your work says who you are">
      <Text size="sm">
        Reviewers do not see your name from us. They will read it here, unless it is someone else’s too:
      </Text>
      <List size="sm" mt={4}>
        {shown.map((place) => (
          <List.Item key={`${place.where} ${place.line}`}>
            {describePlace(place)}: {words[place.what]}
          </List.Item>
        ))}
      </List>
      {places.length > shown.length && (
        <Text size="sm" mt={4}>
          and in {places.length - shown.length} more places
        </Text>
      )}
      <Text size="sm" mt={4} c="dimmed">
        The code is frozen; notes can be changed while they are open.
      </Text>
    </Alert>
  )
}

function describePlace({ where, line }: InstallPaths): string {
  if (where === 'notes') return 'In your notes'
  return line === 0 ? `The name of ${markInvisible(where)}` : `${markInvisible(where)}, line ${line}`
}
