import { z } from 'zod'
import { staff, type RouteTable } from '../../route.ts'

export const viewLimits = { nameLength: 60, queryLength: 1_000, views: 100 } as const

export const boardViewSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** As it stands in the address of the board. */
  query: z.string(),
  /** Everybody who sees the board has it. */
  isShared: z.boolean(),
  /** Whose it is; null for one's own. */
  owner: z.string().nullable(),
  /** One's own, or an admin looks: it can be changed. */
  canChange: z.boolean(),
  isDefault: z.boolean(),
})
export type BoardView = z.infer<typeof boardViewSchema>

const name = z
  .string()
  .trim()
  .min(1, 'Give it a name')
  .max(viewLimits.nameLength, `Use at most ${viewLimits.nameLength} letters`)
const query = z.string().max(viewLimits.queryLength)
const viewParams = z.object({ viewId: z.uuid() })
const forRecruiters = staff('admin', 'recruiter')
const views = z.object({ views: z.array(boardViewSchema) })

/** Views of the board that are kept by name. Each change answers all of them. */
export const boardViewsApi = {
  listBoardViews: {
    method: 'GET',
    path: '/api/board-views',
    summary: "One's own views of the board, and those that colleagues have made for everybody.",
    access: forRecruiters,
    response: views,
  },
  createBoardView: {
    method: 'POST',
    path: '/api/board-views',
    summary: 'Keeps a view of the board under a name.',
    access: forRecruiters,
    body: z.object({ name, query, isShared: z.boolean().default(false) }),
    status: 201,
    response: views,
  },
  changeBoardView: {
    method: 'PUT',
    path: '/api/board-views/:viewId',
    summary: 'Renames a view, changes what it shows, or makes it for everybody.',
    access: forRecruiters,
    params: viewParams,
    body: z.object({ name: name.optional(), query: query.optional(), isShared: z.boolean().optional() }),
    response: views,
  },
  deleteBoardView: {
    method: 'DELETE',
    path: '/api/board-views/:viewId',
    summary: 'Forgets a view.',
    access: forRecruiters,
    params: viewParams,
    response: views,
  },
  setDefaultBoardView: {
    method: 'PUT',
    path: '/api/board-default-view',
    summary: 'With which view the board opens; null for everything.',
    access: forRecruiters,
    body: z.object({ viewId: z.uuid().nullable() }),
    response: views,
  },
} as const satisfies RouteTable
