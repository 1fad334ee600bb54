"""What web hosts ask of a finished site: headers, redirects, compressed copies, and whether it fits their limits."""

from tusach.outputs.hosting.compression import compress
from tusach.outputs.hosting.headers import put_policy
from tusach.outputs.hosting.limits import host_faults, host_table, measured
from tusach.outputs.hosting.rules import write_host_files
from tusach.outputs.hosting.times import keep_times

__all__ = ["compress", "host_faults", "host_table", "keep_times", "measured", "put_policy", "write_host_files"]
