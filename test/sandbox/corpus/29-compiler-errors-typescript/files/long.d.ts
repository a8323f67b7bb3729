type Ten<Part extends string> = `${Part}${Part}${Part}${Part}${Part}${Part}${Part}${Part}${Part}${Part}`
declare const long: Record<Ten<Ten<Ten<Ten<'x'>>>>, 1>
