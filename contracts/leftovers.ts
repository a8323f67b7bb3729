/** What systems and package managers leave in a folder, which is nobody's work. */
const leftover = /(^|\/)(__MACOSX|node_modules)(\/|$)|(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$/i

export const isLeftover = (path: string) => leftover.test(path)
