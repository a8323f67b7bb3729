import { lazy, Suspense } from 'react'
import type { BoardRow } from '#contracts/api/board/board.ts'

/** What can be opened from a row of the board. */
export type RowDialog = 'link' | 'time' | 'answer' | 'mails' | 'grade' | 'withdraw' | 'extend' | 'reopen'

// What is asked for rarely comes when it is asked for.
const TimeDrawer = lazy(async () => ({ default: (await import('../credits/time-drawer.tsx')).TimeDrawer }))
const AnswerDrawer = lazy(async () => ({
  default: (await import('../answer/answer-drawer.tsx')).AnswerDrawer,
}))
const MailsDrawer = lazy(async () => ({ default: (await import('../mails/mails-drawer.tsx')).MailsDrawer }))
const NewLink = lazy(async () => ({ default: (await import('./row-dialogs.tsx')).NewLink }))
const GradeAgain = lazy(async () => ({ default: (await import('./row-dialogs.tsx')).GradeAgain }))
const Withdraw = lazy(async () => ({ default: (await import('./row-dialogs.tsx')).Withdraw }))

const Extend = lazy(async () => ({ default: (await import('./date-dialogs.tsx')).Extend }))
const Reopen = lazy(async () => ({ default: (await import('./date-dialogs.tsx')).Reopen }))

export function RowDialogs(props: { row: BoardRow; open: RowDialog | null; onClose: () => void }) {
  const { row, open, onClose } = props
  return (
    <Suspense fallback={null}>
      {open === 'link' && <NewLink row={row} onClose={onClose} />}
      {open === 'time' && <TimeDrawer row={row} onClose={onClose} />}
      {open === 'answer' && <AnswerDrawer row={row} onClose={onClose} />}
      {open === 'mails' && <MailsDrawer row={row} onClose={onClose} />}
      {open === 'grade' && <GradeAgain row={row} onClose={onClose} />}
      {open === 'extend' && <Extend row={row} onClose={onClose} />}
      {open === 'reopen' && <Reopen row={row} onClose={onClose} />}
      {open === 'withdraw' && <Withdraw row={row} onClose={onClose} />}
    </Suspense>
  )
}
