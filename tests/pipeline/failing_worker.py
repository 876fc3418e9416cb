"""A worker that fails in the ways real ones do: the guard's test double."""

import json
import os
import signal
import subprocess
import sys
import time


def main() -> None:
    for line in sys.stdin:
        job = json.loads(line)
        match job["kind"]:
            case "hang":
                time.sleep(60)
            case "crash":
                os.kill(os.getpid(), signal.SIGSEGV)
            case "eat":
                hoard = bytearray(400 << 20)
                hoard[::4096] = b"x" * len(hoard[::4096])
                time.sleep(60)
            case "breed":
                child = subprocess.Popen(["sleep", "60"], start_new_session=True)
                with open(job["pidfile"], "w") as handle:
                    handle.write(str(child.pid))
                time.sleep(60)
            case "crash-once":
                if not os.path.exists(job["mark"]):
                    open(job["mark"], "w").close()
                    os.abort()
        print(json.dumps({"done": {"pid": os.getpid(), "name": job.get("name")}}), flush=True)


if __name__ == "__main__":
    main()
