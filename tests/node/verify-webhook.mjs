// Verifies a webhook with the npm package `standardwebhooks`, below the folder that is the argument: JSON on stdin, JSON on stdout.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const { Webhook, WebhookVerificationError } = createRequire(join(process.argv[2], "package.json"))("standardwebhooks");
const { secret, body, id, timestamp, signature } = JSON.parse(readFileSync(0, "utf8"));

let valid = true;
try {
  new Webhook(secret).verify(body, { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature });
} catch (error) {
  if (!(error instanceof WebhookVerificationError)) throw error;
  valid = false;
}
process.stdout.write(JSON.stringify({ valid }));
