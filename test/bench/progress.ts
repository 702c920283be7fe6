/** What is going on: on a terminal one line, written over; elsewhere a line for each thing, so that a log shows it. */
export function progress(out: NodeJS.WriteStream = process.stderr): { readonly say: (text: string) => void; readonly end: () => void } {
  const isTerminal = out.isTTY === true;
  const began = performance.now();
  return {
    say: (text) => {
      const line = `${String(Math.round((performance.now() - began) / 1_000)).padStart(4)} s  ${text}`;
      out.write(isTerminal ? `\r\u001b[2K${line.slice(0, (out.columns ?? 80) - 1)}` : `${line}\n`);
    },
    end: () => {
      if (isTerminal) out.write('\r\u001b[2K');
    },
  };
}
