// Reads JSONL with chrono-node; prints a count, or with --json one line a document as the scorers read it.
// Usage: node chrono.cjs [--json] FILE
const fs = require('fs');
const path = require('path');
const chrono = require('chrono-node');
const json = process.argv.includes('--json');
const file = process.argv.slice(2).find((argument) => argument !== '--json');
const two = (number) => String(number).padStart(2, '0');
// As exact as chrono says it is certain: its implied parts are defaults, not readings.
const value = (parts) => {
  const year = String(parts.get('year')).padStart(4, '0');
  const day = `${year}-${two(parts.get('month'))}-${two(parts.get('day'))}`;
  if (parts.isCertain('hour')) return `${day}T${two(parts.get('hour'))}:${two(parts.get('minute') || 0)}`;
  if (parts.isCertain('day') || parts.isCertain('weekday')) return day;
  if (parts.isCertain('month')) return day.slice(0, 7);
  return parts.isCertain('year') ? year : day;
};
let count = 0;
const lines = [];
for (const line of fs.readFileSync(path.resolve(file), 'utf8').split('\n')) {
  if (!line) continue;
  const { id, text, dct, published } = JSON.parse(line);
  const stated = dct || published;
  const reference = stated ? new Date(`${stated.slice(0, 10)}T12:00:00`) : new Date(2020, 0, 1);
  const found = chrono.parse(text, reference);
  count += found.length;
  if (!json) continue;
  // Offsets are UTF-16 units; the scorers count code points.
  const timexes = found.map((result) => {
    const start = [...text.slice(0, result.index)].length;
    return {
      start, end: start + [...result.text].length, text: result.text,
      type: result.start.isCertain('hour') ? 'TIME' : 'DATE', value: value(result.start),
    };
  });
  lines.push(JSON.stringify({ id, timexes }));
}
console.log(json ? lines.join('\n') : count);
