// Reads a JSON request a line from stdin and writes a JSON response a line to stdout; an array of requests gets an array of responses.
import { createInterface } from "node:readline";

export async function answerLines(operations) {
  async function respond(request) {
    try {
      return await operations[request.operation](request);
    } catch (error) {
      return { error: String(error) };
    }
  }

  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    const response = Array.isArray(request) ? await Promise.all(request.map(respond)) : await respond(request);
    process.stdout.write(JSON.stringify(response) + "\n");
  }
}
