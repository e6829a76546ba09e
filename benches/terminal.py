#!/usr/bin/env python3
"""Time a full-screen program through a pseudo-terminal of 120 columns and 40 rows.

  terminal.py --ready TEXT [--then COMMAND] [--keys KEYS] [--count N] [--search QUERY]... [--say "KEYS=TEXT"]... [--rest SECONDS]
              -- PROGRAM [ARGUMENT]...

Prints `name value` lines: start_ms (to the first output that holds TEXT), key_p50_ms and key_p99_ms (from a key to the
last output before 20 ms of rest; COMMAND is run by the shell before the first; KEYS are pressed in turn, N times in all), one search_ms a --search (from the last letter
of the query to the last output before 200 ms of rest), one say_ms a --say (from the keys to output that holds its text, or
one of several with a bar between them), rss_mb (resident memory after that), private_mb (the part of it that no file backs) and wakeups
(voluntary context switches of all threads in SECONDS without a key).
"""
import argparse, atexit, fcntl, os, pty, re, select, signal, struct, sys, termios, time

REST = 0.02
CONTROLS = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]")
# What a terminal answers when it is asked who it is, where its cursor stands, what its colours are.
ANSWERS = {b"\x1b[c": b"\x1b[?62;22c", b"\x1b[6n": b"\x1b[1;1R", b"\x1b]11;?": b"\x1b]11;rgb:0000/0000/0000\x1b\\",
           b"\x1b]10;?": b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\"}

QUESTIONS = re.compile(b"|".join(map(re.escape, ANSWERS)))


class Terminal:
    def __init__(self, words):
        self.begun = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.execvp(words[0], words)
        self.resize(40)
        self.seen = b""
        atexit.register(self.end)

    def resize(self, rows):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, 120, 0, 0))

    def end(self):
        """Ends the program, if it has not ended by itself."""
        try:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass

    def read(self, patience):
        """What comes within `patience` seconds, or nothing."""
        if not select.select([self.fd], [], [], patience)[0]:
            return b""
        try:
            output = os.read(self.fd, 1 << 16)
        except OSError:
            sys.exit("the program ended")
        # In the order of the questions: who asks takes the answer of who the terminal is for the end of all answers.
        for question in QUESTIONS.findall(output):
            os.write(self.fd, ANSWERS[question])
        return output

    def until(self, text, patience=300):
        """Waits for output that holds `text`, or one of several with a bar between them; gives the moment."""
        self.seen, end = b"", time.perf_counter() + patience
        texts = [text.encode() for text in text.split("|")]
        rows, rested = 40, time.perf_counter()
        while not any(text in re.sub(rb"\s+", b" ", CONTROLS.sub(b" ", self.seen)) for text in texts):
            if time.perf_counter() > end:
                sys.exit(f"{text!r} did not come")
            self.seen += self.read(0.05)
            if time.perf_counter() > rested + 3:
                # What stood there before may share letters with the text, and these are not sent again: all is drawn
                # anew on another size.
                rows, rested = 79 - rows, time.perf_counter()
                self.resize(rows)
        if rows != 40:
            self.resize(40)
        return time.perf_counter()

    def rest(self, rest=REST):
        """Waits for rest; gives the moment of the last output."""
        last = time.perf_counter()
        while self.read(rest):
            last = time.perf_counter()
        return last

    def press(self, key, rest=REST):
        """Presses a key; gives the time to the last output before the rest, none when there was no output."""
        before = time.perf_counter()
        os.write(self.fd, key.encode())
        return self.rest(rest) - before if self.read(5) else None

    def status(self, name):
        with open(f"/proc/{self.pid}/status") as lines:
            return next(int(line.split()[1]) for line in lines if line.startswith(name + ":"))

    def switches(self):
        total = 0
        for thread in os.listdir(f"/proc/{self.pid}/task"):
            with open(f"/proc/{self.pid}/task/{thread}/status") as lines:
                total += next(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt_switches"))
        return total


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ready", required=True)
    parser.add_argument("--then", default=":")
    parser.add_argument("--keys", default="")
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--search", action="append", default=[])
    parser.add_argument("--say", action="append", default=[])
    parser.add_argument("--rest", type=float, default=0)
    parser.add_argument("program", nargs="+")
    options = parser.parse_args()
    terminal = Terminal(options.program)
    print(f"start_ms {(terminal.until(options.ready) - terminal.begun) * 1e3:.1f}")
    end = time.perf_counter() + 1
    while time.perf_counter() < end:
        terminal.read(0.1)
    os.system(options.then)
    # A reader that goes on where it was left may stand at the end, where there is nowhere to go.
    terminal.press("\x1b[H")
    times = sorted(filter(None, (terminal.press(options.keys[n % len(options.keys)]) for n in range(options.count))))
    if times:
        for share in (50, 99):
            print(f"key_p{share}_ms {times[min(len(times) - 1, len(times) * share // 100)] * 1e3:.2f}")
    for query in options.search:
        terminal.press("s")
        for letter in query[:-1]:
            terminal.press(letter)
        print(f"search_ms {(terminal.press(query[-1], 0.2) or 0) * 1e3:.1f}")
        # Apart, or the two would be read as one key with Alt.
        for key in ("\x1b", "<"):
            time.sleep(0.2)
            terminal.press(key)
    for say in options.say:
        keys, text = say.split("=", 1)
        before = time.perf_counter()
        os.write(terminal.fd, keys.replace("\\r", "\r").encode())
        print(f"say_ms {(terminal.until(text) - before) * 1e3:.1f}")
        terminal.rest()
    print(f"rss_mb {terminal.status('VmRSS') / 1024:.0f}")
    print(f"private_mb {terminal.status('RssAnon') / 1024:.0f}")
    if options.rest:
        time.sleep(1)
        before = terminal.switches()
        time.sleep(options.rest)
        print(f"wakeups {terminal.switches() - before}")


main()
