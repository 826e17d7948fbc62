// Runs the script that is named as the first argument, as a child that its parent alone ends.
// The parent may be killed without a chance to say so: its end of standard input closes all the same.
// Ctrl+C reaches every process of a terminal at once, and what uses the storage must stop before the storage does.
const stop = () => process.emit('SIGTERM') || process.exit();

process.on('SIGINT', () => {});
process.on('newListener', (signal, listener) => {
  if (signal === 'SIGINT') setImmediate(() => process.off(signal, listener));
});
process.stdin.on('close', stop).resume().unref();

process.argv.splice(1, 1);
require(process.argv[1]);
