/** What is on the screen could not be saved, so that a run or a submission would be of something older. */
export class UnsavedError extends Error {
  constructor() {
    super('Your newest changes are not saved yet.')
    this.name = 'UnsavedError'
  }
}
