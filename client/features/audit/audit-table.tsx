import { Button, Text } from '@mantine/core'
import { Link } from 'react-router'
import type { AuditEntry } from '#contracts/api/board/audit.ts'
import { factWords } from '#contracts/api/board/audit-words.ts'
import { paths } from '../../lib/paths.ts'
import { ExactInstant } from '../../ui/instant.tsx'
import { RowBoundary } from '../../ui/row-boundary.tsx'
import { describeChanges, labelOf, type Change } from './describe-change.ts'

interface TableProps {
  entries: readonly AuditEntry[]
  onAbout: (subject: string) => void
}

export function AuditTable({ entries, onAbout }: TableProps) {
  return (
    <table className="card-table">
      <thead>
        <tr>
          <th>When</th>
          <th>Who and what</th>
          <th>About</th>
          <th>Before and after</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <RowBoundary key={entry.id} title={`Number ${entry.id}`} columns={4}>
            <AuditLine entry={entry} onAbout={onAbout} />
          </RowBoundary>
        ))}
      </tbody>
    </table>
  )
}

const words: Partial<Record<string, string>> = factWords

function nameOfActor({ kind, name }: AuditEntry['actor']): string {
  if (kind === 'platform') return 'Fairtime'
  if (kind === 'candidate') return name ?? 'A candidate who was erased'
  return name ?? 'Somebody who is not here any more'
}

function AuditLine({ entry, onAbout }: { entry: AuditEntry; onAbout: (subject: string) => void }) {
  const { actor, action, subject, detail, at } = entry
  return (
    <tr>
      <td className="figures audit-when">
        <ExactInstant at={at} />
      </td>
      <td>
        <b>{nameOfActor(actor)}</b> {words[action] ?? labelOf(action)}
      </td>
      <td data-label="About">
        <Subject subject={subject} onAbout={onAbout} />
      </td>
      <td data-label="More">
        <Changes changes={describeChanges(detail)} />
      </td>
    </tr>
  )
}

/** What the kinds of the catalogue are called in a sentence. */
const kindNames: Partial<Record<string, string>> = {
  staff: 'person',
  invitation_import: 'list',
  calendar: 'business calendar',
  sign_in: 'sign-in',
}
const kindName = (kind: string) => kindNames[kind] ?? labelOf(kind)

function Subject({ subject, onAbout }: { subject: AuditEntry['subject'] } & Pick<TableProps, 'onAbout'>) {
  return (
    <div>
      {subject.invitationId === null ? (
        (subject.name ?? kindName(subject.kind))
      ) : (
        <Link className="row-link" to={paths.candidate(subject.invitationId)}>
          {subject.name}
        </Link>
      )}
      {subject.key !== subject.kind && (
        <Button
          variant="transparent"
          size="compact-xs"
          px={0}
          display="block"
          aria-label={`Everything about this ${kindName(subject.kind)}: ${subject.name ?? subject.key}`}
          onClick={() => onAbout(subject.key)}
        >
          All about this {kindName(subject.kind)}
        </Button>
      )}
    </div>
  )
}

function Changes({ changes }: { changes: readonly Change[] }) {
  return (
    <>
      {changes.map(({ label, before, after }) => (
        <Text key={label} size="xs" className="audit-change">
          <Text span inherit c="dimmed">
            {label}
          </Text>{' '}
          {before !== null && (
            <>
              <s>{before}</s> →{' '}
            </>
          )}
          {after}
        </Text>
      ))}
    </>
  )
}
