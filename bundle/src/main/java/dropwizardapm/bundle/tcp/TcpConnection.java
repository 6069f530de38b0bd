package dropwizardapm.bundle.tcp;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Tells the connections of one service apart.
 *
 * @param remoteAddress its last 32 bits, as the machine holds them: enough beside the port, and the
 *     same whether an IPv4 client came to an IPv4 socket or to one of both
 */
public record TcpConnection(int localPort, int remoteAddress, int remotePort) {
  /** Of two that are {@link InetSocketAddress}es. */
  public static TcpConnection of(SocketAddress local, SocketAddress remote) {
    InetSocketAddress there = (InetSocketAddress) remote;
    byte[] address = there.getAddress().getAddress();
    return new TcpConnection(
        ((InetSocketAddress) local).getPort(),
        ByteBuffer.wrap(address).order(ByteOrder.nativeOrder()).getInt(address.length - 4),
        there.getPort());
  }
}
