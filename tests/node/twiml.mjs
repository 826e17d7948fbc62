// Makes TwiML with the npm package `twilio` in the folder that is the argument. A request is a tree of calls:
// { "operation": "make", "response": "VoiceResponse", "elements": [{ "verb", "attributes", "text", "elements" }] }.
import { createRequire } from "node:module";
import { join } from "node:path";
import { answerLines } from "./lines.mjs";

const { twiml } = createRequire(join(process.argv[2], "package.json"))("twilio");

function add(parent, elements) {
  for (const { verb, attributes, text, elements: inner } of elements) {
    // An argument that is undefined counts as given.
    const element = text === null ? parent[verb](attributes) : parent[verb](attributes, text);
    add(element, inner);
  }
  return parent;
}

function make({ response, elements }) {
  return { xml: add(new twiml[response](), elements).toString() };
}

await answerLines({ make });
