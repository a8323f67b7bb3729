import { Anchor, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconArrowLeft, IconDownload } from '@tabler/icons-react'
import { Link, useParams } from 'react-router'
import type { Api } from '#contracts/api.ts'
import type { ResponseOf } from '#contracts/route.ts'
import { useExportMyData } from '../../lib/api/use-export-my-data.ts'
import { paths } from '../../lib/paths.ts'
import { CandidateSignOut } from '../../ui/candidate-sign-out.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { ExactInstant } from '../../ui/instant.tsx'
import { Page } from '../../ui/pages/page.tsx'
import { useRetention } from './api.ts'

const kept: readonly { what: string; why: string; who: string }[] = [
  {
    what: 'Your name and mail address',
    why: 'To invite you, to send you mails and to answer you.',
    who: 'Recruiters. Reviewers see neither.',
  },
  {
    what: 'Your link, and when a browser was let in by it',
    why: 'So that the link opens your exercise and nobody else’s. Links are stored hashed.',
    who: 'Recruiters see when it was opened first.',
  },
  {
    what: 'Appointments, extra time, and what you asked for',
    why: 'To keep your time, and to give you what was agreed.',
    who: 'Recruiters. Reviewers do not learn of it.',
  },
  {
    what: 'Every saved state of your files, commits and messages',
    why: 'So that nothing that you typed is lost, and what counts is the state at the end.',
    who: 'Reviewers see what was handed in, under another name.',
  },
  {
    what: 'Your test runs, and what the checks found',
    why: 'They are what the review starts from.',
    who: 'Reviewers and recruiters.',
  },
  {
    what: 'Your notes, and what you think of the exercise',
    why: 'Notes explain your choices. What you think of the exercise makes it better, and is read only once several have answered.',
    who: 'Notes: reviewers. The rest: authors of exercises, without a name.',
  },
  {
    what: 'What reviewers wrote',
    why: 'To decide, and to be able to say why.',
    who: 'Reviewers, recruiters and admins.',
  },
  {
    what: 'A record of who did what, when',
    why: 'So that it can be shown that your matter was handled fairly. It holds no name and nothing that you wrote.',
    who: 'Admins. This record alone is kept after the rest is deleted.',
  },
]

/** For the candidate: everything that is stored, what for, who sees it, and until when. */
export function WhatIsKeptPage() {
  const { invitationId = '' } = useParams()
  const retention = useRetention(invitationId)
  return (
    <Page title="What is kept" widthPx={820}>
      <Stack gap="lg" mt={{ base: 0, sm: 'lg' }}>
        <Link to={paths.invitation(invitationId)} className="back-line">
          <IconArrowLeft size={16} stroke={1.7} /> Your invitation
        </Link>
        <div>
          <Title order={1} size="h2">
            What is kept, and why
          </Title>
          <Text c="dimmed">
            No camera, no screen, no keystroke timing, and no tracking in pages or mails.
          </Text>
        </div>
        {retention.isError && <ErrorPanel error={retention.error} onRetry={() => void retention.refetch()} />}
        {retention.data === undefined && !retention.isError && (
          <Skeleton h={120} role="status" aria-label="Loading" />
        )}
        {retention.data !== undefined && <UntilWhen invitationId={invitationId} retention={retention.data} />}
        <KeptTable />
        <CandidateSignOut />
      </Stack>
    </Page>
  )
}

function UntilWhen(props: { invitationId: string; retention: ResponseOf<Api['getRetention']> }) {
  const { deletedAt, retentionDays, contact } = props.retention
  const download = useExportMyData(props.invitationId)
  return (
    <Stack gap="sm">
      <Text component="div">
        All of it is deleted by itself on{' '}
        <b>
          <ExactInstant at={deletedAt} />
        </b>
        , {retentionDays} {retentionDays === 1 ? 'day' : 'days'} after you hand in or, where you do not start,
        after the invitation ends. A later invitation of yours keeps the earlier one until its own end.
      </Text>
      <WhomToAsk contact={contact} />
      {download.isError && <ErrorPanel error={download.error} />}
      <Group>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          loading={download.isPending}
          onClick={() => download.mutate()}
        >
          Download my data
        </Button>
      </Group>
    </Stack>
  )
}

function WhomToAsk({ contact }: Pick<ResponseOf<Api['getRetention']>, 'contact'>) {
  return (
    <Text size="sm">
      If you want it gone before, or want something corrected,{' '}
      {contact === null ? (
        'answer any mail that you got about it.'
      ) : (
        <>
          write to{' '}
          <Anchor href={`mailto:${contact.address}`} underline="always">
            {contact.name}
          </Anchor>
          .
        </>
      )}
    </Text>
  )
}

function KeptTable() {
  return (
    <table className="card-table">
      <thead>
        <tr>
          <th>What</th>
          <th>What for</th>
          <th>Who sees it</th>
        </tr>
      </thead>
      <tbody>
        {kept.map(({ what, why, who }) => (
          <tr key={what}>
            <td className="card-title">{what}</td>
            <td data-label="What for">{why}</td>
            <td data-label="Who sees it">{who}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
