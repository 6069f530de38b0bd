package dropwizardapm.service;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this process holds on to: bytes of live heap, threads, open file descriptors. */
record Footprint(long heapBytes, int threads, long descriptors) {
  static Footprint now() {
    System.gc();
    UnixOperatingSystemMXBean system =
        (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Footprint(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        system.getOpenFileDescriptorCount());
  }

  /**
   * True where none has grown by more than what comes and goes: half a megabyte and two threads in
   * the runs of {@link FuzzTest}.
   */
  boolean isAbout(Footprint before) {
    return heapBytes <= before.heapBytes + (4 << 20)
        && threads <= before.threads + 4
        && descriptors <= before.descriptors + 8;
  }
}
