// What is near a word that no name holds.

// Whether a word is, but for a slip or two of the typing hand, how a word of a name begins.
const isNear = (word, name) =>
  word.length > 2 &&
  folded(name)
    .split(/[\s,()，、]+/)
    .some((other) => other && slips(word, other) <= (word.length > 4 ? 2 : 1));
const slips = (word, other) => {
  let row = [...other].map((_, n) => n + 1);
  row.unshift(0);
  for (const [n, letter] of [...word].entries()) {
    const next = [n + 1];
    for (const [m, its] of [...other].entries())
      next.push(Math.min(row[m] + (letter !== its), row[m + 1] + 1, next[m] + 1));
    row = next;
  }
  return Math.min(...row); // the rest of the name need not be typed
};
