package dropwizardapm.bundle.tcp;

/**
 * A socket; what the fields mean: proc_net_tcp.rst of the kernel.
 *
 * @param state as in the kernel's tcp_states.h
 * @param receiveQueue bytes to be read; of one that listens, connections to be accepted
 * @param inode 0 where no process has the socket any more
 */
public record TcpRow(int localPort, int state, int receiveQueue, long inode) {
  private static final int LISTEN = 10;

  public boolean listensOn(int port) {
    return state == LISTEN && localPort == port;
  }
}
