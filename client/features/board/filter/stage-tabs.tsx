import { Link } from 'react-router'
import {
  boardStages,
  boardStageSchema,
  type BoardFilter,
  type BoardStage,
} from '#contracts/api/board/board.ts'
import { paths } from '../../../lib/paths.ts'
import { writePlace } from './use-board-filter.ts'

export const stageLabels: Record<BoardStage, string> = {
  invited: 'Invited',
  scheduled: 'Scheduled',
  in_progress: 'In progress',
  submitted: 'Submitted',
  in_review: 'In review',
  reviewed: 'Reviewed',
  answered: 'Answered',
  ended: 'Ended',
}

type Counts = Partial<Record<keyof typeof boardStages, number>>

/** Every stage with how many stand in it, as links: each is an address of its own. */
export function StageTabs(props: { filter: BoardFilter; counts: Counts | undefined }) {
  const { filter, counts } = props
  const all = counts === undefined ? undefined : Object.values(counts).reduce((sum, count) => sum + count, 0)
  return (
    <nav aria-label="Stages" className="stage-tabs">
      <StageTab
        filter={{ ...filter, stage: undefined }}
        label="All"
        count={all}
        current={filter.stage === undefined}
      />
      {boardStageSchema.options.map((stage) => (
        <StageTab
          key={stage}
          filter={{ ...filter, stage }}
          label={stageLabels[stage]}
          count={counts?.[stage]}
          current={filter.stage === stage}
        />
      ))}
      <StageTab
        filter={{ ...filter, attention: filter.attention === '1' ? undefined : '1' }}
        label="Needs attention"
        current={filter.attention === '1'}
      />
    </nav>
  )
}

function StageTab(props: {
  filter: BoardFilter
  label: string
  /** Left out where it is not counted. */
  count?: number | undefined
  current: boolean
}) {
  return (
    <Link
      className="stage-tab"
      to={{ pathname: paths.board(), search: writePlace({ filter: props.filter, page: 1 }).toString() }}
      aria-current={props.current ? 'page' : undefined}
    >
      {props.label}{' '}
      {'count' in props && (
        <span className="figures stage-count">{props.count?.toLocaleString('en') ?? '…'}</span>
      )}
    </Link>
  )
}
