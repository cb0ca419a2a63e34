"""`make audit`: the known faults of the locked packages, and what the portal is made of as CycloneDX (sbom.cdx.json).

Run by the Python of an environment that has pip-audit and cyclonedx-bom. Ends with status 1 if a fault is known.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK, BILL = ROOT / "requirements.lock", ROOT / "sbom.cdx.json"
TOOLS = Path(sys.executable).parent


def known_faults():
    """Return (packages of the lock, {package: what is known of it}, packages of which the index says nothing).

    The first is 0 where the index could not be asked at all.
    """
    command = [TOOLS / "pip-audit", "--requirement", LOCK, "--disable-pip", "--require-hashes", "--format", "json"]
    done = subprocess.run([*command, "--progress-spinner", "off"], capture_output=True, text=True, check=False)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(done.stderr.strip().rpartition("\n")[2])
        return 0, {}, []
    faults = {each["name"]: [fault["id"] for fault in each["vulns"]] for each in packages if each.get("vulns")}
    return len(packages), faults, [each["name"] for each in packages if "skip_reason" in each]


def write_bill():
    """Write the bill of materials of what production installs; return how many packages it names."""
    command = [TOOLS / "cyclonedx-py", "requirements", LOCK, "--pyproject", ROOT / "pyproject.toml"]
    # It warns that a lock does not say which package asks for which.
    quiet = {**os.environ, "PYTHONWARNINGS": "ignore"}
    subprocess.run([*command, "--output-reproducible", "--of", "JSON", "--output-file", BILL], env=quiet, check=True)
    return len(json.loads(BILL.read_text(encoding="utf-8"))["components"])


def main():
    """Tell both; return the status of the command."""
    print(f"{BILL.name}: {write_bill()} packages")
    count, faults, unknown = known_faults()
    for name, names in faults.items():
        print(f"{name}: {', '.join(names)}")
    if unknown or not count:
        print(f"NOT AUDITED: the index says nothing of {f'{len(unknown)} packages' if unknown else 'faults'}")
    if count > len(unknown):
        print(f"Known faults: {sum(map(len, faults.values()))} in {count - len(unknown)} packages")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
