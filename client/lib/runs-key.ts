/** The list of an attempt's runs: shown by the runs' room, and changed where one is asked for. */
export const runsKey = (attemptId: string) => ['runs', attemptId] as const
