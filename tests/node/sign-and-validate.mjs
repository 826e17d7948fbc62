// Signs and validates with the functions of the npm packages `twilio` and `jsonwebtoken` in the folder that is the argument.
import { createRequire } from "node:module";
import { join } from "node:path";
import { parse } from "node:querystring";
import { answerLines } from "./lines.mjs";

const require = createRequire(join(process.argv[2], "package.json"));
const twilio = require("twilio");
const jsonwebtoken = require("jsonwebtoken");

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

// A form comes as its parameters, or as the text that was received.
function validate({ url, params, form, body, token, signature }) {
  const valid =
    body !== null
      ? twilio.validateRequestWithBody(token, signature, url, body)
      : twilio.validateRequest(token, signature, url, form ? parse(form) : (group(params) ?? {}));
  return { valid };
}

function accessToken({ accountSid, apiKeySid, apiKeySecret, identity, lifetime, notBefore }) {
  const { AccessToken } = twilio.jwt;
  const token = new AccessToken(accountSid, apiKeySid, apiKeySecret, { identity, ttl: lifetime, nbf: notBefore ?? undefined });
  token.addGrant(new AccessToken.VoiceGrant({ incomingAllow: true }));
  return { token: token.toJwt() };
}

// The package throws for what it does not accept.
function readAccessToken({ token, apiKeySecret }) {
  return jsonwebtoken.verify(token, apiKeySecret, { algorithms: ["HS256"], complete: true });
}

await answerLines({ sign, validate, accessToken, readAccessToken });
