import { PageError } from '../../../lib/api/api-error.ts'

/** What is on the screen could not be saved, so that a run or a submission would be of something older. */
export class UnsavedError extends PageError {
  constructor() {
    super(
      'Your newest changes are not in the saved files yet, so nothing was started.',
      'They are kept. Try again when the page says that everything is saved.',
    )
  }
}
