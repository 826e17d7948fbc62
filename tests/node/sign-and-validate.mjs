// Signs and validates with the functions of the npm package `twilio`, whose folder is the argument: one JSON request a line on stdin,
// one JSON answer a line on stdout.
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";

const twilio = createRequire(join(process.argv[2], "package.json"))("twilio");

// Null stays null: it is how the package tells a body from a form. Without a prototype, so that any name is a name.
function group(pairs) {
  if (!pairs) return null;
  const params = Object.create(null);
  for (const [name, value] of pairs) params[name] = name in params ? [params[name], value].flat() : value;
  return params;
}

function sign({ url, params, body, token }) {
  if (body !== null) {
    const separator = url.includes("?") ? "&" : "?";
    url += `${separator}bodySHA256=${twilio.getExpectedBodyHash(body)}`;
  }
  return { url, signature: twilio.getExpectedTwilioSignature(token, url, group(params) ?? {}) };
}

function validate({ url, params, body, token, signature }) {
  const valid =
    body !== null
      ? twilio.validateRequestWithBody(token, signature, url, body)
      : twilio.validateRequest(token, signature, url, group(params) ?? {});
  return { valid };
}

const operations = { sign, validate };

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let answer;
  try {
    answer = operations[request.operation](request);
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
