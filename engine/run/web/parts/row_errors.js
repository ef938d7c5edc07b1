// What the server says against rows of a cue sheet: "line 2: in: '…' is no time; line 3: …", where
// a line is the number of a row that was sent, from 1.

/** [{row, column, detail}]: row from 0, column '' where it is the row as a whole. */
export function rowErrors(text) {
  return text
    .split(/; (?=line \d+: )/)
    .map((part) => /^line (\d+): (?:([a-z_]+): )?(.*)$/s.exec(part))
    .filter(Boolean)
    .map(([, line, column = '', detail]) => ({ row: Number(line) - 1, column, detail }));
}
