"""What web hosts ask of a finished site: headers, redirects, compressed copies, and whether it fits their limits."""

from tusach.outputs.hosting.compression import compress
from tusach.outputs.hosting.limits import host_faults, host_table, measured
from tusach.outputs.hosting.rules import write_host_files

__all__ = ["compress", "host_faults", "host_table", "measured", "write_host_files"]
