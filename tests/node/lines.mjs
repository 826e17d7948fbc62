// One JSON request a line on stdin, one JSON answer a line on stdout.
import { createInterface } from "node:readline";

export async function answerLines(operations) {
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    let answer;
    try {
      answer = await operations[request.operation](request);
    } catch (error) {
      answer = { error: String(error) };
    }
    process.stdout.write(JSON.stringify(answer) + "\n");
  }
}
