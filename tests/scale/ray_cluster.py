"""A Ray cluster on this machine, up as long as its standard input is open; it prints its address."""

import importlib
import sys

if __name__ == "__main__":
    ray = importlib.import_module("ray")

    started = ray.init(num_cpus=int(sys.argv[1]), include_dashboard=False, object_store_memory=200_000_000)
    print(started.address_info["gcs_address"], flush=True)
    sys.stdin.read()
    ray.shutdown()
