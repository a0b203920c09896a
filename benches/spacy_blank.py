"""Reads JSONL with spaCy's blank English pipeline (tokens and rule sentences). Usage: spacy_blank.py FILE"""
import json
import sys

import spacy

nlp = spacy.blank("en")
nlp.add_pipe("sentencizer")
nlp.max_length = 10_000_000
tokens = 0
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        tokens += len(nlp(json.loads(line)["text"]))
print(json.dumps({"tokens": tokens}))
