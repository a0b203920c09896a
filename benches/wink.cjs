// Reads JSONL with wink-nlp's whole pipeline and its lite web model; prints counts. Usage: node wink.cjs FILE
const fs = require('fs');
const path = require('path');
const winkNLP = require('wink-nlp');
const model = require('wink-eng-lite-web-model');
const nlp = winkNLP(model);
let tokens = 0;
let entities = 0;
let bytes = 0;
for (const line of fs.readFileSync(path.resolve(process.argv[2]), 'utf8').split('\n')) {
  if (!line) continue;
  const { text } = JSON.parse(line);
  const doc = nlp.readDoc(text);
  tokens += doc.tokens().length();
  entities += doc.entities().length();
  doc.sentences().length();
  doc.tokens().out(nlp.its.pos);
  bytes += Buffer.byteLength(text);
}
console.log(JSON.stringify({ bytes, tokens, entities }));
